package stopwatch

import (
	"testing"
	"time"
)

// work is what takes a processor some time.
func work(n int) (sum int) {
	for i := range n {
		sum ^= sum<<5 + i
	}
	return sum
}

func TestUsed(t *testing.T) {
	const n = 20_000_000
	sum := 0
	little := Used(func() { sum += work(n / 8) })
	much := Used(func() { sum += work(n) })
	if little <= 0 || much < 2*little {
		t.Errorf("an eighth takes %v, the whole %v (%d)", little, much, sum)
	}
}

// Each call of Fastest stands for ten of the function.
func TestFastest(t *testing.T) {
	if took := Fastest(func() { time.Sleep(time.Millisecond) }); took < 10*time.Millisecond {
		t.Errorf("ten milliseconds take %v", took)
	}
}
