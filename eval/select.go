package eval

import (
	"errors"
	"io"
	"iter"
	"runtime"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

const (
	selectBlock = 512 << 10 // the size of a block
	maxPause    = 64        // blocks that are read document by document between two tries
	maxThreads  = 256
	// leastDocument is below which size the documents of a block take less memory
	// than what is known of each, so that it is their number that counts.
	leastDocument = 32
)

// Select yields the documents of r for which the filter of m holds, in their
// order:
//
//	for doc, err := range m.Select(eval.NewReader(f)) {
//		if err != nil {
//			return err
//		}
//		fmt.Printf("%s\n", doc.Raw)
//	}
//
// It does what a loop over [Reader.All] with [Matcher.MatchJSON] does, and is
// faster: large inputs are matched on r.Threads goroutines, and JSON is looked
// at no closer than [WithCheck] asks for. All of them have ended when the
// iteration has. Only what was given to [NewReaderAt] is read on others than that
// of the iteration. A reader that gives less than it was asked for is taken for a
// slow one: what is known by then is yielded before it is asked again. Memory is
// bounded by some blocks of 512 KiB for each goroutine, and the largest object.
//
// An error ends the iteration, after the documents before it that match, and
// is an [*InputError] with the place in the input, or what the underlying
// reader returned. Of m's checks, [Whole] and [Strict] find what All finds.
// [Fast] accepts what is no JSON, and in the lines of a large input it takes
// one that begins with { and ends with } for one object, so that further objects
// on that line may go unseen.
//
// Select reads ahead: what it has not yielded when the loop ends is lost, and r
// yields nothing more, or again the error that ended the iteration.
func (m *Matcher) Select(r *Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		s := newSelection(m, r, yield)
		defer s.close()
		s.over = s.run()
		if s.over != io.EOF && s.over != errStopped {
			yield(Document{}, s.over)
		}
	}
}

// errStopped says that the loop over a selection has ended.
var errStopped = errors.New("the loop has ended")

// A selection is one iteration of [Matcher.Select]. It goes through the stream
// document by document where it must, and in blocks of lines where it can.
type selection struct {
	*crew
	reader *Reader
	in     *input
	size   int // of a block
	yield  func(Document, error) bool

	batch *block // the documents that were not yet handed over, nil for none
	at    place  // where the first block of lines under way begins
	pause int    // how many blocks to read document by document before the next try
	tried int64  // the offset at which the last try ended
	ended error  // why nothing more is yielded
	over  error  // why nothing more is read, nil if the loop panicked
}

func newSelection(m *Matcher, r *Reader, yield func(Document, error) bool) *selection {
	threads := r.Threads
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	crew := newCrew(m, min(threads, maxThreads))
	s := &selection{crew: crew, reader: r, in: &r.in, size: r.block, yield: yield}
	if s.size == 0 {
		s.size = selectBlock
	}
	r.loose = true
	s.in.limit, s.in.block, s.in.idle = r.MaxDocument, s.size, s.flush
	return s
}

func (s *selection) close() {
	s.in.block, s.in.idle = 0, nil
	if s.reader.over = s.over; s.over == nil || s.over == errStopped {
		s.reader.over = io.EOF
	}
	s.stop()
}

// run goes through the stream to its end, or an error.
func (s *selection) run() error {
	for s.reader.over == nil {
		if s.mayBePieces() {
			if err := s.pieces(); err != nil {
				return err
			}
		} else if s.mayBeLines() {
			if err := s.lines(); err != nil {
				return err
			}
		}
		if err := s.document(); err != nil {
			if before := s.flush(); before != nil {
				return before
			}
			return err
		}
	}
	return s.reader.over
}

// document reads the next document.
func (s *selection) document() error {
	doc, err := s.reader.next()
	if err != nil {
		return err
	}
	if s.batch == nil {
		s.batch = s.block()
	}
	s.batch.add(doc.Raw, s.in.at)
	if len(s.batch.data) < s.size && len(s.batch.docs) < s.size/leastDocument {
		return nil
	}
	return s.handBatch()
}

func (s *selection) handBatch() error {
	b := s.batch
	if b == nil {
		return nil
	}
	s.batch = nil
	return s.push(b)
}

// flush yields all that can be known before more is read.
func (s *selection) flush() error {
	if err := s.handBatch(); err != nil {
		return err
	}
	return s.drain(0)
}

// push hands over a block and makes room for another one.
func (s *selection) push(b *block) error {
	s.hand(b)
	return s.drain(s.ahead - 1)
}

// drain yields what is found in the first blocks until only so many are left.
func (s *selection) drain(left int) error {
	for s.ended == nil && len(s.queue) > left {
		b := s.first()
		if b.odd || b.piece.file != nil && b.begin != s.at.offset {
			return errOdd
		}
		if s.ended = s.show(b); s.ended == nil {
			s.shift()
		}
	}
	return s.ended
}

// show yields what is found in the first block.
func (s *selection) show(b *block) error {
	for _, doc := range b.found {
		if !s.yield(s.documentOf(b, doc), nil) {
			return errStopped
		}
	}
	if b.fault != nil {
		return faultOf(b)
	}
	if b.lines {
		end := s.at.offset + int64(len(b.data))
		s.at = place{offset: end, line: s.at.line + b.breaks, lineStart: end}
	}
	return nil
}

// documentOf returns a document of the first block.
func (s *selection) documentOf(b *block, doc extent) Document {
	at := doc.at
	if b.lines {
		at.offset += s.at.offset
		at.line += s.at.line
	}
	return Document{Raw: b.data[doc.begin:doc.end:doc.end], Offset: at.offset, Line: at.line}
}

// faultOf is the error for the document of a block that could not be tested: the
// one that a [Reader] has for it, if it has one.
func faultOf(b *block) error {
	raw := b.data[b.failed.begin:b.failed.end]
	fault := b.fault
	if _, err := jsonscan.Skip(raw, 0); err != nil {
		fault = syntaxFault(err)
	}
	var data *DataError
	if !errors.As(fault, &data) {
		return fault
	}
	in := input{buf: raw, at: b.failed.at}
	return in.fault(max(data.Offset, 0), "%s", data.Msg)
}
