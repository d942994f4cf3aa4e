package main

import (
	"strings"
	"testing"
)

const rounds = `goos: linux
BenchmarkParse/4/bbql-2          1000   100.0 cpu-ns/op   77 ns/op   48 B/op   3 allocs/op
BenchmarkParse/4/other_one-2     1000   250.0 cpu-ns/op   77 ns/op   96 B/op   7 allocs/op
BenchmarkParse/200/bbql-2        1000  4000 cpu-ns/op   77 ns/op     48 B/op   3 allocs/op
BenchmarkRaw/~_ASCII/bbql_Fast   1000  2000 cpu-ns/op   4000 ns/op   750.00 MB/s
BenchmarkRaw/~_ASCII/bbql_Whole  1000  3000 cpu-ns/op   3000 ns/op   750.00 MB/s
--- SKIP: BenchmarkRaw/~_ASCII/other_one
PASS
BenchmarkParse/4/bbql-2          1000   200.0 cpu-ns/op   77 ns/op   48 B/op   3 allocs/op
BenchmarkParse/4/other_one-2     1000   150.0 cpu-ns/op   77 ns/op   96 B/op   7 allocs/op
BenchmarkParse/4/bbql-2          1000   900.0 cpu-ns/op   77 ns/op   48 B/op   3 allocs/op
BenchmarkParse/4/other_one-2     1000   810.0 cpu-ns/op   77 ns/op   96 B/op   7 allocs/op
`

const want = `
### Parse

|  | bbql takes | other one |
| --- | ---: | ---: |
| 4 | 200ns, 3 allocs | **0.90** |
| 200 | 4µs, 3 allocs | - |

### Raw

|  | bbql Fast takes | bbql Whole takes |
| --- | ---: | ---: |
| ~ ASCII | 2µs, 1.50 GB/s | 3µs, 0.75 GB/s |
`

func TestMarkdown(t *testing.T) {
	var r results
	for round := range strings.SplitAfterSeq(rounds, "PASS\n") {
		r.add(round)
	}
	if got := r.markdown(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		numbers []float64
		want    float64
	}{{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 3}, 3}, {[]float64{9, 1, 3, 4}, 3.5}} {
		if got := median(c.numbers); got != c.want {
			t.Errorf("median of %v: %g, want %g", c.numbers, got, c.want)
		}
	}
}
