package bench_test

import "testing"

// loop runs f as often as the benchmark asks for. Beside the time it reports
// the processor time, of all threads and child processes: it hardly depends on
// what else the machine is doing.
func loop(b *testing.B, f func(i int)) {
	before, n := processorTime(), 0
	for ; b.Loop(); n++ {
		f(n)
	}
	b.ReportMetric(float64(processorTime()-before)/float64(n), "cpu-ns/op")
}
