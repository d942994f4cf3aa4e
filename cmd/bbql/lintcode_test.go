package main

import (
	"runtime"
	"strings"
	"testing"
)

// A program of many assignments takes memory, and so time, that is linear in it.
func TestReadManyAssignments(t *testing.T) {
	const n = 2000
	for _, line := range []string{"a = 1\n", "a := b\n", "a += =", "u = 'q=1'\n", "u.a\n"} {
		few, many := readBytes("a.py", strings.Repeat(line, n)), readBytes("a.py", strings.Repeat(line, 8*n))
		if many > 16*few+1<<20 {
			t.Errorf("%q: %d bytes for %d times, %d for eight times as many", line, few, n, many)
		}
	}
}

// readBytes returns how many bytes are allocated to read a program.
func readBytes(name, text string) uint64 {
	kind, _ := kindOf(name)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	kind.language.read(text)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
