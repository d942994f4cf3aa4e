package eval

import (
	"fmt"
	"io"
	"iter"
)

// A Document is one JSON object of a stream.
type Document struct {
	Raw    []byte // the object's bytes as they came; valid until the next one is read
	Offset int64  // of its first byte in the input
	Line   int    // on which it begins, from 1
}

// A Reader reads JSON objects from a stream, one at a time. What the stream
// holds is recognised by itself, and may change from one document to the next:
//
//   - an object;
//   - an array of objects, read as its elements;
//   - a page of the Bitbucket API, or an array of pages, read as the elements
//     of their values;
//   - any number of these, one after another, on lines of their own (NDJSON) or
//     not.
//
// A page is an object in which values is an array, either empty or with an
// object as its first element, and in which every other member belongs to the
// envelope: size, page, pagelen, next, previous and query_substituted. So
// {"id": 7, "values": [{}]} is an ordinary object. For a page of more than
// 1 MiB the members before values decide, so that it need not be held in
// memory; a stranger after them is an error, not a wrong answer.
//
// A Reader holds one object at a time. It accepts a byte order mark at the
// start, and it checks the syntax of all that it reads.
type Reader struct {
	// MaxDocument is the size in bytes of the largest object that is read; a
	// larger one is an error. Zero means 256 MiB. It is set before the first
	// document is read.
	MaxDocument int

	// Threads is how many goroutines [Matcher.Select] matches with, that of its
	// caller included. Zero means as many as run at once, by [runtime.GOMAXPROCS];
	// no more than 256 are used.
	Threads int

	in    input
	file  *file   // the input, if any part of it can be read at any time
	open  []level // the arrays around the input's position: a top-level one, values
	last  int     // the size of the document returned last, which begins at that position
	loose bool    // whether documents are left for a matcher to check
	over  error   // why there is no next document, after a selection
	block int     // the size of the blocks of Select, 0 for the default
}

// A level is an array whose elements are documents.
type level struct {
	page  bool // whether it is the values of a page
	begin place
	comma bool // whether a comma was the last thing read
	n     int  // how many elements have begun
}

func (l *level) String() string {
	if l.page {
		return fmt.Sprintf("values of the page that begins at %v", l.begin)
	}
	return fmt.Sprintf("the array that begins at %v", l.begin)
}

// NewReader returns a Reader of the documents in r. It reads ahead.
func NewReader(r io.Reader) *Reader {
	return &Reader{in: input{src: r, at: place{line: 1}}}
}

// NewReaderAt returns a Reader of the documents in the first size bytes of r,
// such as a file: [Matcher.Select] may read from it on all its goroutines at
// once.
func NewReaderAt(r io.ReaderAt, size int64) *Reader {
	f := &file{r, size}
	reader := NewReader(f.from(0))
	reader.file = f
	return reader
}

// All yields the documents in the order of the stream:
//
//	for doc, err := range eval.NewReader(f).All() {
//		if err != nil {
//			return err
//		}
//		ok, err := m.MatchJSON(doc.Raw)
//		…
//	}
//
// An error ends it, after the documents before it: an [*InputError] for broken
// JSON and for what is no object, else what the underlying reader returned. A
// stream is read once: what All yields when called again is what is left of it.
func (r *Reader) All() iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		r.in.limit, r.loose = r.MaxDocument, false
		for {
			doc, err := r.next()
			if err == io.EOF || !yield(doc, err) || err != nil {
				return
			}
		}
	}
}

// next returns the next document, or io.EOF after the last.
func (r *Reader) next() (Document, error) {
	if r.over != nil {
		return Document{}, r.over
	}
	r.in.advance(r.last)
	r.last = 0
	for {
		c, err := r.toValue()
		if err != nil {
			return Document{}, err
		}
		switch {
		case c == '{':
			opened, err := r.openPage()
			if err != nil {
				return Document{}, err
			}
			if !opened {
				return r.document()
			}
		case c == '[' && len(r.open) == 0:
			r.open = append(r.open, level{begin: r.in.at})
			r.in.advance(1)
		default:
			return Document{}, r.unwanted(c)
		}
	}
}

// document reads the object at the input's position.
func (r *Reader) document() (Document, error) {
	scan := r.in.scan
	if r.loose {
		scan = r.in.looseScan
	}
	end, err := scan()
	if err != nil {
		return Document{}, err
	}
	begin := r.in.pos
	if end-begin > r.in.maxValue() {
		return Document{}, r.in.tooLarge()
	}
	r.last = end - begin
	return Document{
		Raw:    r.in.buf[begin:end:end],
		Offset: r.in.at.offset,
		Line:   r.in.at.line,
	}, nil
}

// toValue goes to the first byte of the next value, over the commas between
// elements and the ends of arrays and pages.
func (r *Reader) toValue() (byte, error) {
	for {
		c, err := r.in.peek()
		in := r.innermost()
		switch {
		case err == io.EOF && in != nil:
			return 0, r.in.fault(r.in.pos, "the input ends inside %v", in)
		case err != nil || in == nil:
			return c, err
		case c == ']' && !in.comma:
			err = r.close(in)
		case in.n == 0 || in.comma:
			in.n, in.comma = in.n+1, false
			return c, nil
		case c == ',':
			in.comma = true
			r.in.advance(1)
		default:
			err = r.in.fault(r.in.pos, "expected a comma or ] after element %d of %v, found %s",
				in.n, in, describe(c))
		}
		if err != nil {
			return 0, err
		}
	}
}

// innermost returns the array around the input's position, nil for none.
func (r *Reader) innermost() *level {
	if len(r.open) == 0 {
		return nil
	}
	return &r.open[len(r.open)-1]
}

// close goes over the end of an array, and of the page around it.
func (r *Reader) close(l *level) error {
	r.in.advance(1)
	if l.page {
		if err := r.restOfPage(l); err != nil {
			return err
		}
	}
	r.open = r.open[:len(r.open)-1]
	return nil
}

// unwanted is the fault of a value that is no document and begins with c.
func (r *Reader) unwanted(c byte) error {
	in := r.innermost()
	if in == nil {
		return r.in.fault(r.in.pos,
			"expected a JSON object or an array of objects, found %s", describe(c))
	}
	return r.in.fault(r.in.pos, "expected an object as element %d of %v, found %s",
		in.n, in, describe(c))
}
