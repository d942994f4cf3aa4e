package jsonscan

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// This file reads eight bytes at a time. A mark is the highest bit of a byte.
const (
	ones  = 0x0101010101010101
	marks = 0x8080808080808080
)

// special marks the first quote, backslash or control character in a word, and
// perhaps bytes after it.
func special(word uint64) uint64 {
	backslash := word ^ ones*'\\'
	// Flipping this bit puts the quote right behind the control characters,
	// which stay among themselves.
	quote := word ^ ones*2
	return ((backslash - ones) | (quote - ones*('"'^2+1))) &^ word & marks
}

// wordsEnd returns the offset of the first quote, backslash or control
// character of data from i on, or one in the last seven bytes without any
// before it.
func wordsEnd(data []byte, i int) int {
	for ; i+8 <= len(data); i += 8 {
		if m := special(binary.LittleEndian.Uint64(data[i:])); m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
	}
	return i
}

// closingQuote returns the offset after the string whose quote is data[i],
// whatever is in it, and len(data)+1 if it has no end.
func closingQuote(data []byte, i int) int {
	i++
	if i+8 <= len(data) { // most strings are too short for a call
		word := binary.LittleEndian.Uint64(data[i:])
		if m := special(word); m != 0 {
			if n := i + bits.TrailingZeros64(m)/8; data[n] == '"' {
				return n + 1
			}
		}
	}
	return closingQuoteFrom(data, i)
}

// closingQuoteFrom is closingQuote from within the string.
func closingQuoteFrom(data []byte, i int) int {
	if hasBlocks && len(data)-i >= blockSize {
		return closingQuoteBlocks(data, i)
	}
	return closingQuoteBytes(data, i)
}

func closingQuoteBytes(data []byte, i int) int {
	for start := i; ; i++ {
		n := bytes.IndexByte(data[i:], '"')
		if n < 0 {
			return len(data) + 1
		}
		i += n
		slashes := i
		for slashes > start && data[slashes-1] == '\\' {
			slashes--
		}
		if (i-slashes)%2 == 0 {
			return i + 1
		}
	}
}
