// Package stopwatch measures time for tests that compare it with that of other
// work on the same machine.
package stopwatch

import "time"

// Fastest returns how long it takes to call f ten times: the shortest of at least
// 20 tries, and of all within a fifth of a second. Other load on the machine hardly
// changes it.
func Fastest(f func()) time.Duration {
	least := time.Hour
	begin := time.Now()
	for tries := 0; tries < 20 || time.Since(begin) < time.Second/5; tries++ {
		start := time.Now()
		for range 10 {
			f()
		}
		least = min(least, time.Since(start))
	}
	return least
}

// Used returns how much time of processors the process takes while f runs. Where
// the system doesn't tell, it is the time that passes. Time that other load on the
// machine takes away is not part of it, so that it suits what is too slow to try
// many times.
func Used(f func()) time.Duration {
	start := used()
	f()
	return used() - start
}
