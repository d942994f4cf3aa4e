package jsonscan

import "math/bits"

// This file goes over 64 bytes at a time, where the processor can compare so
// many at once. It finds what the loops over single bytes find, and nothing
// else: all of it can go without any change but in time.

// blockSize is how many bytes are read at once.
const blockSize = 64

// A block has a bit for each of some bytes, the first one's lowest.
type block struct {
	quotes  uint64
	slashes uint64 // backslashes
	opens   uint64 // opening brackets of both kinds
	closes  uint64

	controls uint64 // control characters, instead of brackets
}

// readAt sets the block of the bytes from data[i] on, and of zeros behind them.
func (b *block) readAt(data []byte, i int) {
	if len(data)-i >= blockSize {
		readBlock(b, &data[i])
		return
	}
	var last [blockSize]byte
	copy(last[:], data[i:])
	readBlock(b, &last[0])
}

// quoting says how a block ends: what the next one needs to tell strings from
// what is outside.
type quoting struct {
	escaped uint64 // 1 if the next byte is escaped
	inside  uint64 // all bits if the next byte is in a string
}

// closing returns the quotes of the next block that are not escaped.
func (q *quoting) closing(b *block) uint64 {
	if b.slashes|q.escaped == 0 {
		return b.quotes
	}
	return b.quotes &^ q.escapes(b.slashes)
}

// strings returns the bytes of the next block that are in strings: from the
// opening quote to before the closing one. It takes backslashes to escape
// outside of strings, too, where JSON has none.
func (q *quoting) strings(b *block) uint64 {
	inside := parity(q.closing(b)) ^ q.inside
	q.inside = -(inside >> 63)
	return inside
}

// odd are the bits with odd numbers.
const odd = 0xAAAA_AAAA_AAAA_AAAA

// escapes returns the bytes of the next block that are escaped: those behind
// every other backslash of several in a row, from the first one on.
func (q *quoting) escapes(slashes uint64) uint64 {
	// The subtraction turns over, in the odd bits, the backslashes that escape, and
	// behind a row of odd length the byte that its last one escapes.
	rows := slashes &^ q.escaped
	turned := (rows<<1 | odd) - rows ^ odd
	escaped := turned ^ (slashes | q.escaped)
	q.escaped = turned & slashes >> 63
	return escaped
}

// parity returns for each bit whether the number of ones up to there is odd.
func parity(x uint64) uint64 {
	x ^= x << 1
	x ^= x << 2
	x ^= x << 4
	x ^= x << 8
	x ^= x << 16
	return x ^ x<<32
}

// leaveBlocks is looseLeave. It returns false where bytes have to tell: where the
// data ends too early, and where a backslash is outside of strings.
func leaveBlocks(data []byte, i int) (end int, ok bool) {
	var b block
	var q quoting
	for depth := 1; i < len(data); i += blockSize {
		b.readAt(data, i)
		inside := q.strings(&b)
		if b.slashes&^inside != 0 {
			return 0, false
		}
		opens, closes := b.opens&^inside, b.closes&^inside
		closing := bits.OnesCount64(closes)
		if closing >= depth {
			if bit := closingBit(opens, closes, depth); bit >= 0 {
				return i + bit + 1, true
			}
		}
		depth += bits.OnesCount64(opens) - closing
	}
	return 0, false
}

// closingBit returns the bit of the bracket that closes the outermost of so
// many brackets, -1 if there is none.
func closingBit(opens, closes uint64, depth int) int {
	for ; closes != 0; closes &= closes - 1 {
		before := closes&-closes - 1
		if depth--; depth+bits.OnesCount64(opens&before) == 0 {
			return bits.TrailingZeros64(closes)
		}
	}
	return -1
}

// closingQuoteBlocks is closingQuoteFrom.
func closingQuoteBlocks(data []byte, i int) int {
	var b block
	var q quoting
	for ; i < len(data); i += blockSize {
		b.readAt(data, i)
		if quotes := q.closing(&b); quotes != 0 {
			return i + bits.TrailingZeros64(quotes) + 1
		}
	}
	return len(data) + 1
}

// toQuote goes on inside a string over blocks that are right, to the closing quote
// if that is in one of them.
func toQuote(data []byte, i int) int {
	var b block
	var q quoting
	for ; i+blockSize <= len(data); i += blockSize {
		before := i - int(q.escaped) // at the backslash, not behind it
		readControls(&b, &data[i])
		escaped := uint64(0)
		if b.slashes|q.escaped != 0 {
			escaped = q.escapes(b.slashes)
			b.quotes &^= escaped
		}
		inside := (b.quotes - 1) &^ b.quotes // all bits if there is no quote
		if b.controls&inside != 0 || !areEscaped(data, i, escaped&inside) {
			return before
		}
		if b.quotes != 0 {
			return i + bits.TrailingZeros64(b.quotes)
		}
	}
	return i - int(q.escaped)
}

// areEscaped reports whether the bytes at the bits can stand behind a backslash.
func areEscaped(data []byte, i int, escaped uint64) bool {
	for ; escaped != 0; escaped &= escaped - 1 {
		at := i + bits.TrailingZeros64(escaped)
		if isEscaped(data[at]) {
			continue
		}
		if _, err := unicodeEscape(data, at); err != nil {
			return false
		}
	}
	return true
}
