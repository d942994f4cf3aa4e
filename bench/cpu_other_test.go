//go:build !unix

package bench_test

import "time"

var start = time.Now()

// processorTime returns the time that has passed: the nearest that there is
// without system calls.
func processorTime() time.Duration { return time.Since(start) }
