package jsonscan

// looseSkip returns the offset after the value that begins at data[i]. It looks
// for nothing but quotes and brackets, and takes one bracket for another.
func looseSkip(data []byte, i int) (int, *SyntaxError) {
	start := i
	switch {
	case opens(data, i):
		return looseLeave(data, i+1)
	case i < len(data) && data[i] == '"':
		if i = closingQuote(data, i); i > len(data) {
			return i, expected(data, i, "the closing quote of a string")
		}
		return i, nil
	}
	for i < len(data) && !isDelimiter(data[i]) {
		i++
	}
	if i == start {
		return i, expected(data, i, "a value")
	}
	return i, nil
}

// nesting is what a byte outside of strings adds to the depth.
var nesting = [256]int8{'{': 1, '[': 1, '}': -1, ']': -1}

// looseLeave is looseSkip from within an object or array, to its end.
func looseLeave(data []byte, i int) (int, *SyntaxError) {
	if hasBlocks && len(data)-i >= blockSize {
		if end, ok := leaveBlocks(data, i); ok {
			return end, nil
		}
	}
	return leaveBytes(data, i)
}

func leaveBytes(data []byte, i int) (int, *SyntaxError) {
	for depth := 1; i < len(data); {
		c := data[i]
		if c == '"' {
			if i = wordsEnd(data, i+1); i < len(data) && data[i] == '"' {
				i++
			} else {
				i = closingQuoteBytes(data, i)
			}
			continue
		}
		i++
		if depth += int(nesting[c]); depth == 0 {
			return i, nil
		}
	}
	return i, expected(data, i, "a closing bracket")
}

// isDelimiter reports whether c ends a number, true, false or null.
func isDelimiter(c byte) bool { return c == ',' || c == '}' || c == ']' || isSpace(c) }
