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

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

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
	open := make([]byte, 0, 64) // the brackets around data[i], innermost last
	var err *SyntaxError
	for {
		if opens(data, i) {
			if depth+len(open) == MaxDepth {
				return i, tooDeep(i)
			}
			open = append(open, data[i])
			i++
		} else if i, err = scalar(data, i); err != nil {
			return i, err
		}
		for closed := true; closed; { // leave all that ends here
			if len(open) == 0 {
				return i, nil
			}
			bracket := open[len(open)-1]
			if i, closed, err = step(data, i, bracket); err != nil {
				return i, err
			}
			if closed {
				open = open[:len(open)-1]
			} else if bracket == '{' {
				if _, i, err = name(data, i); err != nil {
					return i, err
				}
			}
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
	case i < len(data) && data[i] == bracket+2: // so ASCII has both closing brackets
		return i + 1, true, nil
	case i < len(data) && first:
		return i, false, nil
	case i < len(data) && data[i] == ',':
		return SkipSpace(data, i+1), false, nil
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
