package eval

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

const (
	firstBuffer   = 64 << 10
	maxDocument   = 256 << 20
	maxEmptyReads = 100
	byteOrderMark = "\ufeff"
)

// An InputError says where a stream of JSON is not what a [Reader] takes.
type InputError struct {
	Offset int64 // of the fault, in bytes from the start of the input
	Line   int   // of the fault, from 1
	Column int   // of the fault in its line, in bytes, from 1
	Msg    string
}

// Error returns the fault on one line:
//
//	3:17: expected a comma or ] after element 2 of the array that begins at 1:1, found {
func (e *InputError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg)
}

// A place is a position in the input.
type place struct {
	offset    int64
	line      int   // from 1
	lineStart int64 // the offset of the line's first byte
}

func (p place) String() string { return fmt.Sprintf("%d:%d", p.line, p.column()) }

func (p place) column() int { return int(p.offset-p.lineStart) + 1 }

// over returns the place after text that begins at p.
func (p place) over(text []byte) place {
	p.offset += int64(len(text))
	if n := bytes.Count(text, []byte{'\n'}); n > 0 {
		p.line += n
		p.lineStart = p.offset - int64(len(text)-bytes.LastIndexByte(text, '\n')-1)
	}
	return p
}

// An input is the source of a [Reader] with what has been read ahead.
type input struct {
	src    io.Reader
	srcErr error // what src returned beside its last bytes
	limit  int   // the size of the largest value, 0 for the default
	buf    []byte
	pos    int      // in buf
	at     place    // the place of buf[pos] in the input
	shape  brackets // of the value at pos

	// Of a selection, which reads in blocks:
	block int          // their size, 0 for none
	more  bool         // whether the last read filled a block, so that the next one hardly waits
	idle  func() error // is called before a read that may wait, nil for nothing to do
}

// advance goes over the next n bytes.
func (in *input) advance(n int) {
	in.at = in.at.over(in.buf[in.pos : in.pos+n])
	in.pos += n
}

// peek goes over white space and returns the byte after it, or io.EOF.
func (in *input) peek() (byte, error) {
	if in.at.offset == 0 {
		if err := in.skipMark(); err != nil {
			return 0, err
		}
	}
	for {
		in.advance(jsonscan.SkipSpace(in.buf, in.pos) - in.pos)
		if in.pos < len(in.buf) {
			return in.buf[in.pos], nil
		}
		if err := in.fill(); err != nil {
			return 0, err
		}
	}
}

// skipMark goes over a byte order mark, and sees to it that the line it stands
// on begins after it.
func (in *input) skipMark() error {
	for len(in.buf) < len(byteOrderMark) {
		if len(in.buf) > 0 && in.buf[0] != byteOrderMark[0] {
			return nil
		}
		if err := in.fill(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
	if bytes.HasPrefix(in.buf, []byte(byteOrderMark)) {
		in.advance(len(byteOrderMark))
		in.at.lineStart = in.at.offset
	}
	return nil
}

// scan returns the end in buf of the value at pos, having read all of it.
func (in *input) scan() (end int, err error) {
	in.shape = brackets{}
	for {
		end, err := jsonscan.Skip(in.buf, in.pos)
		incomplete := errors.Is(err, jsonscan.ErrIncomplete)
		switch {
		case err == nil && (end < len(in.buf) || isClosed(in.buf[end-1])):
			return end, nil
		case err != nil && !incomplete && in.showsFault(err):
			return 0, in.syntaxFault(err)
		}
		switch more := in.grow(); {
		case more == nil:
		case err != nil && !incomplete:
			return 0, in.syntaxFault(err)
		case more != io.EOF:
			return 0, more
		case err == nil:
			return end, nil
		default:
			return 0, in.fault(len(in.buf), "the input ends inside %s that begins at %v",
				describe(in.buf[in.pos]), in.at)
		}
	}
}

// looseScan is [input.scan] of an object for those who check it afterwards: it
// only follows the brackets. That finds the same end, or at least none before
// the first fault. Of an object that is larger than a block it checks all, so
// that not too much is read before a fault is seen.
func (in *input) looseScan() (end int, err error) {
	in.shape = brackets{}
	for len(in.buf)-in.pos <= selectBlock {
		if end, ok := jsonscan.LooseEnd(in.buf, in.pos); ok {
			return end, nil
		}
		if in.grow() != nil {
			break // which scan comes to, unless there is a fault before
		}
	}
	return in.scan()
}

// showsFault reports whether the character that a scan stumbled over is there
// as a whole, so that the error can name it.
func (in *input) showsFault(err error) bool {
	var syntax *jsonscan.SyntaxError
	return !errors.As(err, &syntax) || utf8.FullRune(in.buf[syntax.Offset:])
}

// isClosed reports whether a value that ends with c can't go on after it, as a
// number could.
func isClosed(c byte) bool { return c == '}' || c == ']' || c == '"' }

// grow reads until the value at pos looks complete, or until there is twice as
// much of it: so trying again after each grow takes linear time altogether,
// broken syntax is found early, and no more is asked of a slow source than it
// takes. An error means that there is nothing new.
func (in *input) grow() error {
	have := len(in.buf) - in.pos
	for {
		if len(in.buf)-in.pos > in.maxValue() {
			return in.tooLarge()
		}
		if err := in.fill(); err != nil && len(in.buf)-in.pos == have {
			return err
		} else if err != nil {
			return nil
		}
		if in.shape.complete(in.buf[in.pos:]) || len(in.buf)-in.pos >= 2*have {
			return nil
		}
	}
}

// tooLarge is the fault of a value past the limit.
func (in *input) tooLarge() error {
	return in.fault(in.pos, "%s may have %d bytes, this one has more: raise the limit of MaxDocument",
		describe(in.buf[in.pos]), in.maxValue())
}

func (in *input) maxValue() int {
	if in.limit > 0 {
		return min(in.limit, math.MaxInt-selectBlock) // so that a buffer has a size
	}
	return maxDocument
}

// fill reads at least one more byte.
func (in *input) fill() error {
	if in.srcErr != nil {
		return in.srcErr
	}
	if in.idle != nil && !in.more {
		if in.srcErr = in.idle(); in.srcErr != nil {
			return in.srcErr
		}
	}
	in.makeRoom()
	n, err := in.read(in.buf[len(in.buf):cap(in.buf)])
	in.buf = in.buf[:len(in.buf)+n]
	return err
}

// read reads at least one byte, or returns why there is none.
func (in *input) read(p []byte) (int, error) {
	if in.srcErr != nil {
		return 0, in.srcErr
	}
	if in.block > 0 {
		p = p[:min(len(p), in.block)]
	}
	for range maxEmptyReads {
		n, err := in.src.Read(p)
		in.srcErr = err
		in.more = n == len(p) && 2*n >= in.block
		if n > 0 {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
	return 0, io.ErrNoProgress
}

// makeRoom sees to it that buf has space. It moves what is left in it only when
// that is less than half, so that all moves together take linear time, or when buf
// has room for the largest value: then what is left is the beginning of one, and is
// not moved again. It never grows further, to take little more than that value.
func (in *input) makeRoom() {
	left := in.buf[in.pos:]
	full := cap(in.buf)
	largest := in.maxValue() + max(in.block, firstBuffer)
	switch {
	case len(in.buf) < full:
		return
	case in.pos > 0 && full >= in.block && (len(left) <= full/2 || full >= largest):
		in.buf = in.buf[:copy(in.buf, left)]
	default:
		size := max(2*full, firstBuffer)
		if full >= in.maxValue()/2 {
			size = max(largest, len(left)+firstBuffer)
		}
		in.buf = append(make([]byte, 0, size), left...)
	}
	in.pos = 0
}

// fault returns an error at the byte i of buf.
func (in *input) fault(i int, format string, args ...any) error {
	at := in.at.over(in.buf[in.pos:i])
	return &InputError{
		Offset: at.offset,
		Line:   at.line,
		Column: at.column(),
		Msg:    fmt.Sprintf(format, args...),
	}
}

// syntaxFault is the fault that a scan from pos found.
func (in *input) syntaxFault(err error) error {
	var syntax *jsonscan.SyntaxError
	if errors.As(err, &syntax) {
		return in.fault(syntax.Offset, "%s", syntax.Msg)
	}
	return in.fault(in.pos, "%v", err)
}

// describe names what begins with c in JSON, in an error.
func describe(c byte) string {
	switch {
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == '"':
		return "a string"
	case c == '-' || '0' <= c && c <= '9':
		return "a number"
	case c == 't' || c == 'f':
		return "a boolean"
	case c == 'n':
		return "null"
	case c == ',':
		return "a comma"
	case c == ':':
		return "a colon"
	case c == 0xfe || c == 0xff:
		return "UTF-16 text"
	case c == 0x1f:
		return "compressed data"
	case ' ' < c && c <= '~':
		return string(rune(c))
	}
	return fmt.Sprintf("the byte %#02x", c)
}

// brackets follows the nesting of a value without checking it, over as many
// calls as it takes to read it.
type brackets struct {
	next   int // the byte to look at next
	depth  int
	inText bool
}

// complete reports whether value, which may have more to come and begins with
// what the calls before were given, seems to be all there.
func (b *brackets) complete(value []byte) bool {
	for ; b.next < len(value); b.next++ {
		if b.inText && !b.toQuote(value) {
			return false
		}
		switch value[b.next] {
		case '"':
			b.inText = !b.inText
		case '{', '[':
			b.depth++
		case '}', ']':
			b.depth--
		}
		if b.depth <= 0 && !b.inText && isDelimiter(value[b.next]) {
			return true
		}
	}
	return false
}

// toQuote goes to the end of a text, if it is there.
func (b *brackets) toQuote(value []byte) bool {
	for ; ; b.next++ {
		n := bytes.IndexByte(value[b.next:], '"')
		if n < 0 {
			b.next = len(value)
			return false
		}
		b.next += n
		before := value[:b.next]
		if slashes := len(before) - len(bytes.TrimRight(before, `\`)); slashes%2 == 0 {
			return true
		}
	}
}

// isDelimiter reports whether c ends the value before it, if not a string.
func isDelimiter(c byte) bool {
	switch c {
	case '"', ']', '}', ',', ' ', '\t', '\r', '\n':
		return true
	}
	return false
}
