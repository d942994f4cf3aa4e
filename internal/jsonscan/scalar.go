package jsonscan

// scalar returns the offset after the string, number, true, false or null that
// begins at data[i].
func scalar(data []byte, i int) (int, *SyntaxError) {
	if i >= len(data) {
		return i, expected(data, i, "a value")
	}
	switch c := data[i]; {
	case c == '"':
		return str(data, i)
	case c == '-' || isDigit(c):
		return number(data, i)
	case c == 't':
		return word(data, i, "true")
	case c == 'f':
		return word(data, i, "false")
	case c == 'n':
		return word(data, i, "null")
	}
	return i, expected(data, i, "a value")
}

func word(data []byte, i int, w string) (int, *SyntaxError) {
	for k := range len(w) {
		if i+k >= len(data) || data[i+k] != w[k] {
			return i, expected(data, i+k, w)
		}
	}
	return i + len(w), nil
}

// str returns the offset after the string whose quote is data[i].
func str(data []byte, i int) (int, *SyntaxError) { return strEnd(data, i+1) }

// strEnd is str from within the string.
func strEnd(data []byte, i int) (int, *SyntaxError) {
	if hasBlocks && len(data)-i >= blockSize {
		i = toQuote(data, i)
	}
	return strBytes(data, i)
}

func strBytes(data []byte, i int) (int, *SyntaxError) {
	for i < len(data) {
		switch c := data[i]; {
		case c == '"':
			return i + 1, nil
		case c == '\\' && i+1 < len(data) && isEscaped(data[i+1]):
			i += 2
		case c == '\\':
			end, err := unicodeEscape(data, i+1)
			if err != nil {
				return end, err
			}
			i = end
		case c < ' ':
			return i, expected(data, i, "an escape for a control character in a string")
		case i+8 <= len(data):
			i = wordsEnd(data, i)
		default:
			i++
		}
	}
	return i, expected(data, i, "the closing quote of a string")
}

// isEscaped reports whether c may follow a backslash, u aside.
func isEscaped(c byte) bool {
	const (
		low     uint64 = 1<<'"' | 1<<'/'
		letters uint64 = 1<<('b'-64) | 1<<('f'-64) | 1<<('n'-64) | 1<<('r'-64) | 1<<('t'-64)
		high           = letters | 1<<('\\'-64)
	)
	if c < 64 {
		return low>>c&1 != 0
	}
	return c < 128 && high>>(c-64)&1 != 0
}

// unicodeEscape returns the offset after an escape of which only the u can be
// right at data[i].
func unicodeEscape(data []byte, i int) (int, *SyntaxError) {
	if i >= len(data) || data[i] != 'u' {
		return i, expected(data, i, `one of "\/bfnrtu after a backslash`)
	}
	for range 4 {
		if i++; i >= len(data) || hexDigit(data[i]) < 0 {
			return i, expected(data, i, "four hexadecimal digits after \\u")
		}
	}
	return i + 1, nil
}

// number returns the offset after the number that begins at data[i]. A number
// that could go on after the end of data is complete.
func number(data []byte, i int) (int, *SyntaxError) {
	if data[i] == '-' {
		i++
	}
	if i < len(data) && data[i] == '0' {
		i++
	} else {
		end, err := digits(data, i)
		if err != nil {
			return i, err
		}
		i = end
	}
	if i < len(data) && data[i] == '.' {
		end, err := digits(data, i+1)
		if err != nil {
			return i, err
		}
		i = end
	}
	if i < len(data) && (data[i] == 'e' || data[i] == 'E') {
		i++
		if i < len(data) && (data[i] == '+' || data[i] == '-') {
			i++
		}
		return digits(data, i)
	}
	return i, nil
}

// digits returns the offset after one or more digits.
func digits(data []byte, i int) (int, *SyntaxError) {
	start := i
	for i < len(data) && isDigit(data[i]) {
		i++
	}
	if i == start {
		return i, expected(data, i, "a digit")
	}
	return i, nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// hexDigit returns the value of a hexadecimal digit, -1 for other bytes.
func hexDigit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return rune(c-'A') + 10
	}
	return -1
}
