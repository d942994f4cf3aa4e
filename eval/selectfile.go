package eval

import (
	"bytes"
	"io"
	"slices"
)

// A file is a source of which any part can be read at any time.
type file struct {
	io.ReaderAt
	size int64
}

// from returns what is left of a file from an offset.
func (f file) from(offset int64) io.Reader {
	return io.NewSectionReader(f, offset, max(0, f.size-offset))
}

// A piece is the part of a file of which a block has the lines: those that
// begin with an object, after the end of another one in size bytes from the
// offset.
type piece struct {
	file   *file // nil for a block that has its data
	offset int64
	size   int
	first  bool // whether a document begins at the offset itself
}

// fewPieces is how many pieces there are at least: few blocks are soon read.
const fewPieces = 4

// mayBePieces reports whether to match the file from here on in pieces, which
// are read by those who match them: reading is about half of the work under
// [Fast].
func (s *selection) mayBePieces() bool {
	r, in := s.reader, s.in
	return r.file != nil && s.threads > 1 && len(r.open) == 0 && in.srcErr == nil &&
		r.file.size-in.at.offset >= fewPieces*int64(s.size) &&
		in.at.offset-s.tried >= int64(s.pause)*int64(s.size)
}

// pieces hands over the pieces of a file, but for its end, or to one that is not
// what it was taken for.
func (s *selection) pieces() error {
	if err := s.handBatch(); err != nil {
		return err
	}
	in := s.in
	in.advance(s.reader.last)
	s.reader.last, s.at = 0, in.at
	err := s.handPieces(in.at.offset)
	if err == nil {
		err = s.drain(0)
	}
	if err != nil && err != errOdd {
		return err
	}
	s.forget()
	in.src, in.srcErr, in.more = s.reader.file.from(s.at.offset), nil, true
	in.buf, in.pos, in.at = in.buf[:0], 0, s.at
	s.rest(err == nil)
	return nil
}

// handPieces hands over all pieces but the last ones. They are half a block each,
// so that those under way at once stay in the processor's cache.
func (s *selection) handPieces(offset int64) error {
	p := piece{file: s.reader.file, offset: offset, size: (s.size + 1) / 2, first: true}
	for p.file.size-p.offset >= 3*int64(p.size) {
		b := s.block()
		b.lines, b.limit, b.piece = true, s.in.maxValue(), p
		if err := s.push(b); err != nil {
			return err
		}
		p.offset += int64(p.size)
		p.first = false
	}
	return nil
}

// read reads the lines of the block's piece. It reports false if the last one
// goes on for more than the size of a piece after it: then it is better read in
// order.
func (b *block) read() bool {
	p := b.piece
	for have := p.size + p.size/32; have <= 2*p.size; have += 1 + p.size/4 {
		b.buf = slices.Grow(b.buf[:0], have)[:have]
		if _, err := p.file.ReadAt(b.buf, p.offset); err != nil {
			return false // as reading in order will find
		}
		begin, ok := 0, true
		if !p.first {
			begin, ok = objectLine(b.buf, 0)
		}
		end, found := objectLine(b.buf, p.size)
		if ok && found {
			b.data, b.begin = b.buf[begin:end], p.offset+int64(begin)
			return true
		}
	}
	return false
}

// objectLine returns where the first line that begins with an object begins
// after the end of one at an offset or behind it.
func objectLine(data []byte, offset int) (begin int, ok bool) {
	i := bytes.Index(data[offset:], []byte("\n{"))
	return offset + i + 1, i >= 0
}
