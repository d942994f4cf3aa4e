package jsonscan

// MaxDepth is how many objects and arrays may be nested in each other, as in
// encoding/json.
const MaxDepth = 10_000

// SkipSpace returns the offset of the first byte of data, from i on, that is
// not white space, or len(data).
func SkipSpace(data []byte, i int) int {
	for i < len(data) && isSpace(data[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool {
	return c <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t')
}

// Skip returns the offset after the value that begins at data[i], which is not
// white space. It checks the whole value. An error is a [*SyntaxError]; where
// data ends inside the value it is also [ErrIncomplete]. A number that ends
// with data is complete: only the caller knows whether digits could follow.
func Skip(data []byte, i int) (end int, err error) {
	end, fault := skip(data, i, 0)
	if fault != nil {
		return i, fault
	}
	return end, nil
}

// skip is Skip for a value inside depth objects and arrays.
func skip(data []byte, i, depth int) (int, *SyntaxError) {
	if !opens(data, i) {
		return scalar(data, i)
	}
	if depth == MaxDepth {
		return i, tooDeep(i)
	}
	return leave(data, i+1, depth, data[i])
}

// leave is skip from within an object or array, by its opening bracket, to its
// end: from just behind the bracket or one of its values.
func leave(data []byte, i, depth int, bracket byte) (int, *SyntaxError) {
	open := append(make([]byte, 0, 64), bracket) // the brackets around data[i], innermost last
	for {
		next, closed, err := step(data, i, bracket)
		if err == nil && !closed && bracket == '{' {
			_, next, err = name(data, next)
		}
		if i = next; err != nil {
			return i, err
		}
		switch {
		case closed && len(open) == 1:
			return i, nil
		case closed:
			open = open[:len(open)-1]
			bracket = open[len(open)-1]
		case !opens(data, i):
			if i, err = scalar(data, i); err != nil {
				return i, err
			}
		case depth+len(open) == MaxDepth:
			return i, tooDeep(i)
		default:
			bracket = data[i]
			open = append(open, bracket)
			i++
		}
	}
}

// opens reports whether an object or an array begins at data[i].
func opens(data []byte, i int) bool { return i < len(data) && (data[i] == '{' || data[i] == '[') }

// step goes on inside an object or array from just behind its opening bracket
// or one of its values: to the next name or element, or, closed, over the
// closing bracket.
func step(data []byte, i int, bracket byte) (next int, closed bool, err *SyntaxError) {
	first := data[i-1] == bracket // no value ends with an opening bracket
	i = SkipSpace(data, i)
	switch {
	case i < len(data) && data[i] == ',' && !first:
		return SkipSpace(data, i+1), false, nil
	case i < len(data) && data[i] == bracket+2: // so ASCII has both closing brackets
		return i + 1, true, nil
	case i < len(data) && first:
		return i, false, nil
	}
	return i, false, expected(data, i, following(bracket, first))
}

// following says what can follow in an object or an array.
func following(bracket byte, first bool) string {
	switch {
	case bracket == '{' && first:
		return "a name or '}'"
	case bracket == '{':
		return "',' or '}' in an object"
	case first:
		return "a value or ']'"
	}
	return "',' or ']' in an array"
}

// name reads the name of a member and its colon: data[start:end] is the name
// with its quotes, and next is where the value begins.
func name(data []byte, start int) (end, next int, err *SyntaxError) {
	if start >= len(data) || data[start] != '"' {
		return start, start, expected(data, start, "a name in double quotes")
	}
	if end, err = str(data, start); err != nil {
		return end, end, err
	}
	next = SkipSpace(data, end)
	if next >= len(data) || data[next] != ':' {
		return end, next, expected(data, next, "':' after a name")
	}
	return end, SkipSpace(data, next+1), nil
}
