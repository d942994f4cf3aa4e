package bench_test

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"io"
	"os"
	"testing"

	"github.com/bbql/go-bbql/bench/pulls"
	"github.com/bbql/go-bbql/eval"
)

var megabytes = flag.Int("mb", 8, "size of the file that BenchmarkStream reads, in MB")

// block is the size of the reads of what we don't read by other means.
const block = 1 << 20

// A counter is a contestant of counting the objects in an NDJSON file that a
// query selects. It uses one thread.
type counter struct {
	name  string
	count func(testing.TB, query) func(path string) (int, error)
}

// counters are those that run in this process.
func counters() []counter {
	var list []counter
	for _, s := range []strength{fast, whole, strict} {
		list = append(list,
			counter{s.name, func(tb testing.TB, q query) func(string) (int, error) {
				return countSelected(compile(tb, q, s.opts...))
			}},
			counter{s.name + " on lines", func(tb testing.TB, q query) func(string) (int, error) {
				return countLines(compile(tb, q, s.opts...).MatchJSON)
			}},
		)
	}
	return append(list,
		counter{"sonic.Get on lines", func(_ testing.TB, q query) func(string) (int, error) {
			return countLines(sure(all(q, sonicClause)))
		}},
		counter{"gjson on lines", func(_ testing.TB, q query) func(string) (int, error) {
			return countLines(sure(all(q, gjsonClause)))
		}},
		counter{"fastjson on lines", func(_ testing.TB, q query) func(string) (int, error) {
			return countLines(sure(fastjsonMatcher(q)))
		}},
	)
}

// BenchmarkStream searches a file that is in the system's cache. The newline
// search is no contestant: it is what reading alone costs.
func BenchmarkStream(b *testing.B) {
	path, lines := ndjson(b, *megabytes<<20)
	benchmarkFile(b, path, counters())
	b.Run("4 clauses/newline search", func(b *testing.B) {
		benchmarkCount(b, path, lines, countNewlines)
	})
}

// BenchmarkCommand does so with programs, which pay for their start.
func BenchmarkCommand(b *testing.B) {
	path, _ := ndjson(b, *megabytes<<20)
	benchmarkFile(b, path, programs())
}

// streamCases are the queries of files.
var streamCases = []struct {
	name  string
	query query
}{{"4 clauses", mission}, {"4 equations", four}}

func benchmarkFile(b *testing.B, path string, contestants []counter) {
	for _, c := range streamCases {
		want, err := countDocuments(compile(b, c.query))(path)
		if err != nil {
			b.Fatal(err)
		}
		for _, contestant := range contestants {
			b.Run(c.name+"/"+contestant.name, func(b *testing.B) {
				benchmarkCount(b, path, want, contestant.count(b, c.query))
			})
		}
	}
}

func benchmarkCount(b *testing.B, path string, want int, count func(string) (int, error)) {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	loop(b, func(int) {
		if n, err := count(path); n != want || err != nil {
			b.Fatalf("counted %d, want %d: %v", n, want, err)
		}
	})
}

// TestCountersAgree checks that all count the same.
func TestCountersAgree(t *testing.T) {
	path, lines := ndjson(t, 1<<20)
	if n, err := countNewlines(path); n != lines || err != nil {
		t.Errorf("%d newlines, want %d: %v", n, lines, err)
	}
	for _, c := range streamCases {
		want, err := countLines(sure(mapMatcher(c.query)))(path)
		if want == 0 || want == lines || err != nil {
			t.Fatalf("%s: %d of %d: %v", c.name, want, lines, err)
		}
		for _, contestant := range append(counters(), programs()...) {
			t.Run(c.name+"/"+contestant.name, func(t *testing.T) {
				n, err := contestant.count(t, c.query)(path)
				if n != want || err != nil {
					t.Errorf("counted %d, want %d: %v", n, want, err)
				}
			})
		}
	}
}

func ndjson(tb testing.TB, size int) (path string, lines int) {
	path, lines, err := pulls.Shape{}.WriteNDJSON(tb.TempDir(), size)
	if err != nil {
		tb.Fatal(err)
	}
	return path, lines
}

func countSelected(m *eval.Matcher) func(path string) (int, error) {
	return opened(func(r io.Reader) (n int, err error) {
		documents := eval.NewReader(r)
		documents.Threads = 1
		for _, err := range m.Select(documents) {
			if err != nil {
				return n, err
			}
			n++
		}
		return n, nil
	})
}

func countDocuments(m *eval.Matcher) func(path string) (int, error) {
	return opened(func(r io.Reader) (n int, err error) {
		for doc, err := range eval.NewReader(r).All() {
			if err != nil {
				return n, err
			}
			ok, err := m.MatchJSON(doc.Raw)
			if err != nil {
				return n, err
			}
			if ok {
				n++
			}
		}
		return n, nil
	})
}

func countLines(match func([]byte) (bool, error)) func(path string) (int, error) {
	return opened(func(r io.Reader) (n int, err error) {
		lines := bufio.NewReaderSize(r, block)
		for {
			line, err := lines.ReadSlice('\n')
			if err != nil {
				return n, notEOF(err)
			}
			ok, err := match(line)
			if err != nil {
				return n, err
			}
			if ok {
				n++
			}
		}
	})
}

func countNewlines(path string) (int, error) {
	return opened(func(r io.Reader) (n int, err error) {
		buffer := make([]byte, block)
		for {
			got, err := r.Read(buffer)
			n += bytes.Count(buffer[:got], []byte("\n"))
			if err != nil {
				return n, notEOF(err)
			}
		}
	})(path)
}

// opened makes a function of a file from a function of a reader.
func opened(count func(io.Reader) (int, error)) func(path string) (int, error) {
	return func(path string) (int, error) {
		f, err := os.Open(path)
		if err != nil {
			return 0, err
		}
		defer f.Close()
		return count(f)
	}
}

func notEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// sure adds the error that a matcher never has.
func sure(match func([]byte) bool) func([]byte) (bool, error) {
	return func(data []byte) (bool, error) { return match(data), nil }
}
