package jsonscan

// A Cursor walks one document from front to back, checking every byte that it
// passes, unless it is loose. Where it meets what is not JSON it stops for good: every method then
// returns its zero result, and [Cursor.Err] says why.
//
//	for c.Enter(); ; {
//		name, ok := c.NextName()
//		if !ok {
//			break
//		}
//		fmt.Printf("%s: %s\n", name, c.Value())
//	}
type Cursor struct {
	data  []byte
	pos   int // before a value, or just behind an opening bracket or a value
	depth int // how many objects and arrays are open
	loose bool
	plain bool // whether the last name has no escapes
	err   *SyntaxError
}

// NewCursor returns a cursor before the value in data. The value counts as
// being inside depth objects and arrays.
func NewCursor(data []byte, depth int) Cursor {
	return Cursor{data: data, pos: SkipSpace(data, 0), depth: depth}
}

// Reset puts the cursor before the value in data. A loose cursor looks in values
// that it steps over for nothing but quotes and brackets, and takes one bracket
// for another.
func (c *Cursor) Reset(data []byte, loose bool) {
	c.data, c.pos, c.depth, c.loose, c.err = data, SkipSpace(data, 0), 0, loose, nil
}

// Peek returns what the value ahead is: '{', '[', '"', 't', 'f' or 'n', its
// first byte, or '0' for any number; 0 after an error and for anything else.
func (c *Cursor) Peek() byte {
	if c.err != nil || c.pos >= len(c.data) {
		return 0
	}
	switch b := c.data[c.pos]; b {
	case '{', '[', '"', 't', 'f', 'n':
		return b
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return '0'
	}
	return 0
}

// Offset returns where in the data the cursor is.
func (c *Cursor) Offset() int { return c.pos }

// Enter steps into the object or array ahead. [Cursor.NextName] or
// [Cursor.NextElement] lead through it and out again.
func (c *Cursor) Enter() {
	switch {
	case c.err != nil:
	case !opens(c.data, c.pos):
		c.err = expected(c.data, c.pos, "an object or an array")
	case c.depth == MaxDepth:
		c.err = tooDeep(c.pos)
	default:
		c.depth++
		c.pos++
	}
}

// NextName steps to the next member of the object that was entered last and
// returns its name, quotes included; the member's value is then ahead. After
// the last one it leaves the object and returns false.
func (c *Cursor) NextName() (token []byte, ok bool) { return c.NextOf(AllNames) }

// A NameSet is a set of names that may have some more.
type NameSet uint64

// AllNames has every name.
const AllNames = ^NameSet(0)

// Add adds a name to the set.
func (s *NameSet) Add(name string) {
	if name == "" {
		*s = AllNames // not worth a case of its own
		return
	}
	*s |= 1 << nameBit(name[0], len(name))
}

func nameBit(first byte, length int) uint { return (uint(first) + 5*uint(length)) % 64 }

// NextOf is [Cursor.NextName] for the next member whose name is in a set, as
// far as that can be seen: it steps over members that surely are not.
func (c *Cursor) NextOf(names NameSet) (token []byte, ok bool) {
	for c.err == nil && c.pos < len(c.data) {
		data, i := c.data, c.pos
		if first := data[i-1] == '{'; !first && data[i] == ',' {
			i++
		} else if !first {
			break
		}
		if i >= len(data) || data[i] != '"' { // looking for a name's end would go over all that follows
			break
		}
		// Nearly all names have no escapes, and no white space before the colon.
		end := wordsEnd(data, i+1) + 1
		if end+1 >= len(data) || data[end] != ':' || data[end+1] <= ' ' || data[end-1] != '"' {
			break
		}
		c.pos, c.plain = end+1, true
		if names == AllNames || names>>nameBit(data[i+1], end-i-2)&1 != 0 {
			return data[i:end], true
		}
		if i = end + 1; data[i] == '"' {
			if i = wordsEnd(data, i+1); i < len(data) && data[i] == '"' {
				c.pos = i + 1
				continue
			}
		}
		c.Value()
	}
	return c.nextName()
}

// nextName is NextName for whatever stands there.
func (c *Cursor) nextName() (token []byte, ok bool) {
	if !c.next('{') {
		return nil, false
	}
	start := c.pos
	end, next, err := name(c.data, start)
	if err != nil {
		c.err = err
		return nil, false
	}
	c.pos, c.plain = next, false
	return c.data[start:end], true
}

// IsPlain reports whether the name that was returned last surely has no escapes
// and so stands for what is between its quotes.
func (c *Cursor) IsPlain() bool { return c.plain }

// NextElement steps to the next element of the array that was entered last,
// which is then ahead. After the last one it leaves the array and returns
// false.
func (c *Cursor) NextElement() bool { return c.next('[') }

func (c *Cursor) next(bracket byte) bool {
	if c.err != nil {
		return false
	}
	next, closed, err := step(c.data, c.pos, bracket)
	if err != nil {
		c.err = err
		return false
	}
	c.pos = next
	if closed {
		c.depth--
	}
	return !closed
}

// Value steps over the value ahead and returns its bytes, nil after an error.
func (c *Cursor) Value() []byte {
	if c.err != nil {
		return nil
	}
	start, end := c.pos, 0
	if c.loose {
		end, c.err = looseSkip(c.data, start)
	} else {
		end, c.err = skip(c.data, start, c.depth, nil)
	}
	if c.err != nil {
		return nil
	}
	c.pos = end
	return c.data[start:end]
}

// Scalar is [Cursor.Value] for a scalar, which it checks in any case.
func (c *Cursor) Scalar() []byte {
	if c.err != nil {
		return nil
	}
	start, end := c.pos, 0
	if end, c.err = scalar(c.data, start); c.err != nil {
		return nil
	}
	c.pos = end
	return c.data[start:end]
}

// Leave steps over the rest of the object or array that was entered last, by
// its opening bracket. Its last name, if any, must have been followed by
// [Cursor.Value].
func (c *Cursor) Leave(bracket byte) {
	end := 0
	switch {
	case c.err != nil:
		return
	case c.loose:
		end, c.err = looseLeave(c.data, c.pos)
	default:
		end, c.err = leaveFrom(c.data, c.pos, within{depth: c.depth - 1, bracket: bracket})
	}
	if c.err == nil {
		c.pos = end
		c.depth--
	}
}

// nothingMore is what is expected behind a document.
const nothingMore = "nothing more"

// End checks that nothing but white space follows.
func (c *Cursor) End() {
	if c.err != nil {
		return
	}
	if i := SkipSpace(c.data, c.pos); i < len(c.data) {
		c.err = expected(c.data, i, nothingMore)
	}
}

// Err returns the first error that was met, nil if there was none. It is a
// [*SyntaxError], which may be [ErrIncomplete].
func (c *Cursor) Err() error {
	if c.err == nil {
		return nil
	}
	return c.err
}
