// Package stopwatch measures time for tests that compare it with that of other
// work on the same machine.
package stopwatch

import "time"

// Fastest returns how long it takes to call f ten times, the shortest of many
// tries within a fifth of a second: other load on the machine hardly changes it.
func Fastest(f func()) time.Duration {
	least := time.Hour
	for begin := time.Now(); time.Since(begin) < time.Second/5; {
		start := time.Now()
		for range 10 {
			f()
		}
		least = min(least, time.Since(start))
	}
	return least
}
