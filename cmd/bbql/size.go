package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A size is the value of a flag that takes a number of bytes.
type size struct {
	bytes int
	least int // how many it must be
}

// sizeUnits are the units of a size, without the B that may follow.
const sizeUnits = "KMG"

// Set reads a number with a unit, as in 512KB, 64M or 1gb, or without one.
func (s *size) Set(text string) error {
	number, shift := strings.TrimSuffix(strings.ToUpper(text), "B"), 0
	if unit := strings.IndexAny(number, sizeUnits); unit > 0 && unit == len(number)-1 {
		shift = 10 * (1 + strings.IndexByte(sizeUnits, number[unit]))
		number = number[:unit]
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > math.MaxInt>>shift {
		return fmt.Errorf("takes a number of bytes, as in 64MB or 1GB, not %q", text)
	}
	if n <<= shift; n < s.least {
		least := size{bytes: s.least}
		return fmt.Errorf("takes %s at the least, not %s", &least, text)
	}
	s.bytes = n
	return nil
}

// String returns the size in the largest unit that has no fraction.
func (s *size) String() string {
	n, unit := s.bytes, ""
	for i := 0; i < len(sizeUnits) && n > 0 && n%1024 == 0; i++ {
		n, unit = n/1024, sizeUnits[i:i+1]
	}
	return strconv.Itoa(n) + unit + "B"
}

// Type names the value in help.
func (s *size) Type() string { return "SIZE" }
