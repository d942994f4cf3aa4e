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
	end, fault := skip(data, i, 0, nil)
	if fault != nil {
		return i, fault
	}
	return end, nil
}

// skip is Skip for a value inside depth objects and arrays.
func skip(data []byte, i, depth int, names *nameSets) (int, *SyntaxError) {
	if !opens(data, i) {
		return scalar(data, i)
	}
	if depth == MaxDepth {
		return i, tooDeep(i)
	}
	return leave(data, i+1, depth, names)
}

// leave is skip from within an object or array to its end: from just behind its
// opening bracket. Names, if not nil, are told of all members.
func leave(data []byte, i, depth int, names *nameSets) (int, *SyntaxError) {
	if names != nil && data[i-1] == '{' {
		names.enter()
	}
	return leaveFrom(data, i, within{depth, data[i-1], names})
}

// within says where in a document a walk begins.
type within struct {
	depth   int  // how many objects and arrays are around the innermost
	bracket byte // that opened the innermost
	names   *nameSets
}

// levels is how many brackets leaveFrom can remember, a bit for each.
const levels = 64

// leaveFrom is leave from behind the opening bracket or one of its values. It
// recurses once for so many levels. It is one function for the sake of speed,
// and leaves what is rare, such as white space, and all that is wrong to those
// that look more closely.
func leaveFrom(data []byte, i int, in within) (int, *SyntaxError) {
	var err *SyntaxError
	depth, bracket, names := in.depth, in.bracket, in.names
	outer := uint64(0) // the brackets around the innermost
	for open := 1; err == nil; {
		closed, first := false, data[i-1] == bracket // no value ends with an opening bracket
		switch {
		case i+1 < len(data) && data[i] == ',' && data[i+1] > ' ' && !first:
			i++
		case i < len(data) && data[i] == bracket+2:
			closed = true
			i++
		case i < len(data) && data[i] == '"' && first:
		default:
			i, closed, err = step(data, i, bracket)
		}
		if closed {
			if names != nil && bracket == '{' {
				names.leave()
			}
			if open--; open == 0 {
				return i, nil
			}
			bracket, outer = bracketOf(outer), outer>>1
			continue
		}
		if bracket == '{' && err == nil {
			start, end := i, wordsEnd(data, i+1)+1
			if end+1 < len(data) && data[end] == ':' && data[end+1] > ' ' &&
				data[start] == '"' && data[end-1] == '"' {
				i = end + 1
				if names != nil {
					names.add(nameAt{start, end, true})
				}
			} else {
				end, i, err = name(data, start)
				if names != nil && err == nil {
					names.add(nameAt{start, end, false})
				}
			}
		}
		switch {
		case err != nil:
		case i < len(data) && data[i] == '"':
			if i = wordsEnd(data, i+1); i < len(data) && data[i] == '"' {
				i++
			} else {
				i, err = strEnd(data, i)
			}
		case !opens(data, i):
			i, err = scalar(data, i)
		case depth+open == MaxDepth:
			err = tooDeep(i)
		case open == levels:
			i, err = leave(data, i+1, depth+open, names)
		default:
			outer, bracket = outer<<1|bitOf(bracket), data[i]
			open++
			i++
			if names != nil && bracket == '{' {
				names.enter()
			}
		}
	}
	return i, err
}

// bitOf is 1 for the bracket of an object and 0 for that of an array, as ASCII
// has it, and bracketOf is the bracket of the lowest bit.
func bitOf(bracket byte) uint64  { return uint64(bracket >> 5 & 1) }
func bracketOf(bits uint64) byte { return '[' + byte(bits&1)<<5 }

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
