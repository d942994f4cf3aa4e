package eval

import (
	"bytes"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A block is a piece of a stream for one goroutine to match.
type block struct {
	data []byte
	docs []extent // the documents in data, unless they are still to be found

	// lines says that data is whole lines, on the speculation that the first one
	// begins between two documents, and that each is blank or one document.
	lines  bool
	limit  int  // the size of the largest document
	odd    bool // whether some line is not what it was taken for
	breaks int  // how many lines there are

	piece piece  // where the data is still to be read from
	buf   []byte // for what is read from there
	begin int64  // where in the file the data was found to begin

	found  []extent // the documents that match
	fault  error    // why a document could not be tested
	failed extent   // which
	done   chan struct{}
}

// An extent is where a document stands.
type extent struct {
	begin, end int   // in the block's data
	at         place // in the input; in a block of lines, from where that begins
}

func newBlock() *block { return &block{done: make(chan struct{}, 1)} }

// reset makes the block an empty one.
func (b *block) reset() {
	data := b.data[:0]
	if b.piece.file != nil {
		data = nil // a part of buf
	}
	*b = block{data: data, docs: b.docs[:0], buf: b.buf, found: b.found[:0], done: b.done}
}

// add adds a document that begins at a place.
func (b *block) add(raw []byte, at place) {
	begin := len(b.data)
	b.data = append(b.data, raw...)
	b.docs = append(b.docs, extent{begin, len(b.data), at})
}

// match finds the documents that match.
func (b *block) match(m *Matcher) {
	if b.lines {
		b.odd = b.piece.file != nil && !b.read() || !b.matchLines(m)
		return
	}
	for _, doc := range b.docs {
		ok, err := m.MatchJSON(b.data[doc.begin:doc.end])
		if err != nil {
			b.fault, b.failed = err, doc
			return
		}
		if ok {
			b.found = append(b.found, doc)
		}
	}
}

// matchLines is match for lines, and reports whether all are what they were
// taken for. Where the first one begins between two documents and is one, the
// second one begins so, too, and so on.
func (b *block) matchLines(m *Matcher) bool {
	checked := m.check != Fast // whether matching shows where a document ends
	for begin := 0; begin < len(b.data); b.breaks++ {
		next := begin + bytes.IndexByte(b.data[begin:], '\n') + 1
		if line := jsonscan.TrimSpace(b.data[begin:next]); len(line) > 0 {
			if len(line) > b.limit || !mayBeDocument(line) || !checked && !isObject(line) {
				return false
			}
			ok, err := m.MatchJSON(line)
			if err != nil {
				return false
			}
			if ok {
				if len(b.found) > len(b.data)/leastDocument {
					return false // they are better taken in smaller blocks
				}
				begin = jsonscan.SkipSpace(b.data, begin)
				at := place{offset: int64(begin), line: b.breaks}
				b.found = append(b.found, extent{begin, begin + len(line), at})
			}
			checked = true
		}
		begin = next
	}
	return true
}

// mayBeDocument reports whether a line has the ends of an object and is no page
// of the API.
func mayBeDocument(line []byte) bool {
	if line[0] != '{' || line[len(line)-1] != '}' {
		return false
	}
	start, err := pageStart(line)
	return start == 0 && err == nil
}

// isObject reports whether a line that begins with an object ends with it.
func isObject(line []byte) bool {
	end, ok := jsonscan.LooseEnd(line, 0)
	return ok && end == len(line)
}

// wholeLines returns how much of data is whole lines, if it is lines of objects.
// A valid stream is between two documents where a line that begins with an
// object follows one that ends with an object, even if such lines are not one
// document each.
func wholeLines(data []byte) int {
	for end := len(data); ; {
		end = bytes.LastIndexByte(data[:end], '\n')
		switch {
		case end < 0:
			return 0
		case end+1 < len(data) && data[end+1] == '{':
			return end + 1
		}
	}
}
