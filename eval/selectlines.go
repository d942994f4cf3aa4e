package eval

import "errors"

// errOdd says that a block of lines is not what it was taken for.
var errOdd = errors.New("a line is no document")

// mayBeLines reports whether to read the input in blocks of lines from here on:
// it is between two documents, what is left of the last read is no block, and
// the next one will be.
func (s *selection) mayBeLines() bool {
	in := s.in
	rest := in.pos + s.reader.last
	return len(s.reader.open) == 0 && in.more && in.srcErr == nil && len(in.buf)-rest < s.size &&
		in.at.offset-s.tried >= int64(s.pause)*int64(s.size)
}

// lines reads blocks of lines and hands them over: to the last one that is
// surely followed by more, or to one that is not what it was taken for.
func (s *selection) lines() error {
	if err := s.handBatch(); err != nil {
		return err
	}
	in := s.in
	in.advance(s.reader.last)
	s.reader.last, s.at = 0, in.at
	next := s.block()
	next.data = append(next.data, in.buf[in.pos:]...)
	next, err := s.handLines(next)
	if err == nil {
		err = s.drain(0)
	}
	if err != nil && err != errOdd {
		return err
	}
	s.resume(next, err == nil && len(next.data) < s.size)
	return nil
}

// handLines reads and hands over blocks of lines, of which the first begins with
// what is in next. It returns what was read besides: less than a block, or one
// in which no line ends.
func (s *selection) handLines(next *block) (rest *block, err error) {
	for s.fill(next) {
		size := wholeLines(next.data)
		if size == 0 {
			break
		}
		b := next
		next = s.block()
		next.data = append(next.data, b.data[size:]...)
		b.data, b.lines, b.limit = b.data[:size], true, s.in.maxValue()
		if err := s.push(b); err != nil {
			return next, err
		}
	}
	return next, nil
}

// fill fills a block by one read, and reports whether it is full. What else
// there is to know of the read is kept by the input.
func (s *selection) fill(b *block) bool {
	if cap(b.data) < s.size {
		b.data = append(make([]byte, 0, s.size), b.data...)
	}
	n, _ := s.in.read(b.data[len(b.data):s.size])
	b.data = b.data[:len(b.data)+n]
	return len(b.data) == s.size
}

// resume has the input go on with the blocks that are under way, and then with
// the last one, after a try that worked or did not.
func (s *selection) resume(last *block, worked bool) {
	in := s.in
	in.buf, in.pos, in.at = in.buf[:0], 0, s.at
	for _, b := range append(s.forget(), last) {
		in.buf = append(in.buf, b.data...)
	}
	s.spare = append(s.spare, last)
	s.rest(worked)
}

// rest says how long to read document by document before the next try, after one
// that worked or did not.
func (s *selection) rest(worked bool) {
	s.tried = s.in.at.offset
	if worked {
		s.pause = 0
	} else {
		s.pause = min(max(1, 2*s.pause), maxPause)
	}
}
