//go:build unix

package stopwatch

import (
	"syscall"
	"time"
)

// used returns the processor time that the process has taken so far, on all of
// its threads, in its own code and in the system's.
func used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // it can't fail
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
