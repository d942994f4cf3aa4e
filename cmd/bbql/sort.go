package main

import (
	"bytes"
	"cmp"
	"iter"
	"slices"

	"github.com/bbql/go-bbql/eval"
)

// leastMemory is what sorting takes at the least: the buffers of the temporary
// file, and some objects.
const leastMemory = 1 << 20

// keptOverhead is about how many bytes a kept record takes besides its own.
const keptOverhead = 128

// A sorting sorts objects in bounded memory. What does not fit goes into a
// temporary file, in sorted runs that are merged at the end.
type sorting struct {
	order   *eval.Order
	memory  int    // how many bytes to take at the most, or one object
	dir     string // of the temporary file
	key     []byte
	most    int // how many objects to yield, if limited
	limited bool

	held  records
	spill *spill // nil as long as all is held

	// tops keep what a limit lets through, while that is little: by the order as
	// it is, and as it may become. Without them all is held.
	tops    []*top
	shown   int // how many objects were added
	keeping int // about how many bytes are kept
}

// limit says that no more than the first n are asked for.
func (s *sorting) limit(n int) {
	s.most, s.limited = n, true
	s.tops = []*top{{order: s.order, n: n}}
	if !isSettled(s.order) {
		s.tops = append(s.tops, &top{order: s.order.Fallback(), n: n})
	}
}

func (s *sorting) close() {
	if s.spill != nil {
		s.spill.close()
	}
}

// room is how many bytes of objects and keys there may be: the collector lets
// about as much garbage lie.
func (s *sorting) room() int { return s.memory / 2 }

// makeKey makes the key of the object that is added next.
func (s *sorting) makeKey(object []byte) (err error) {
	s.key, err = s.order.KeyJSON(s.key[:0], object)
	if len(s.tops) > 1 && isSettled(s.order) {
		s.drop(s.tops[0]) // whose order is no more
		s.tops = s.tops[1:]
	}
	return err
}

// add adds an object, whose bytes are lent, with the key that was made for it.
func (s *sorting) add(object []byte) error {
	if s.tops == nil {
		return s.hold(sortRecord{s.key, object})
	}
	s.keep(sortRecord{s.key, object})
	if s.keeping <= s.room() {
		return nil
	}
	return s.holdKept()
}

func (s *sorting) hold(r sortRecord) error {
	s.held.add(r)
	if s.held.memory() < s.room() {
		return nil
	}
	return s.spillHeld()
}

// spillHeld moves what is held into the file.
func (s *sorting) spillHeld() (err error) {
	if len(s.held.places) == 0 {
		return nil
	}
	if s.spill == nil {
		if s.spill, err = newSpill(s.dir); err != nil {
			return err
		}
	}
	s.held.sort(s.order)
	err = s.spill.add(&s.held, s.order)
	s.held.clear()
	return err
}

// keep keeps a record if it may be one of the first.
func (s *sorting) keep(r sortRecord) {
	var kept *keptRecord
	for _, t := range s.tops {
		if !t.wants(r.key) {
			continue
		}
		if kept == nil {
			kept = &keptRecord{sortRecord{bytes.Clone(r.key), bytes.Clone(r.object)}, s.shown, 0}
		}
		s.count(kept, +1)
		if out := t.add(kept); out != nil {
			s.count(out, -1)
		}
	}
	s.shown++
}

// count counts how often a record is kept.
func (s *sorting) count(r *keptRecord, change int) {
	size := len(r.key) + len(r.object) + keptOverhead
	switch r.times += change; {
	case r.times == 1 && change > 0:
		s.keeping += size
	case r.times == 0:
		s.keeping -= size
	}
}

func (s *sorting) drop(t *top) {
	for _, r := range t.kept {
		s.count(r, -1)
	}
}

// holdKept holds what was kept, and from now on everything.
func (s *sorting) holdKept() error {
	var all []*keptRecord
	for _, t := range s.tops {
		all = append(all, t.kept...)
	}
	s.tops = nil
	slices.SortFunc(all, func(a, b *keptRecord) int { return cmp.Compare(a.number, b.number) })
	for _, r := range slices.Compact(all) {
		if err := s.hold(r.sortRecord); err != nil {
			return err
		}
	}
	return nil
}

// sorted yields the objects in their order, once all were added. Their bytes are
// lent.
func (s *sorting) sorted() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		switch {
		case s.tops != nil:
			for _, r := range s.tops[0].sorted() {
				if !yield(r.object, nil) {
					return
				}
			}
		case s.spill == nil:
			s.held.sort(s.order)
			for _, p := range s.held.places {
				if !yield(s.held.at(p).object, nil) {
					return
				}
			}
		default:
			if err := s.spillHeld(); err != nil {
				yield(nil, err)
				return
			}
			s.held = records{}
			s.spill.merged(s.order, s.memory)(yield)
		}
	}
}

// sorted yields the objects in their order, as many as there may be, and after
// them the error that ended them: who read all of broken data is to know.
func sorted(objects iter.Seq2[document, error], s *sorting) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		defer s.close()
		var last error
		for doc, err := range objects {
			if err == nil {
				if err = s.makeKey(doc.Raw); err != nil {
					err = doc.invalid(err)
				}
			}
			if last = err; err != nil {
				break
			}
			if err := s.add(doc.Raw); err != nil {
				yield(document{}, err)
				return
			}
		}
		left := s.most
		for object, err := range s.sorted() {
			if left--; s.limited && left < 0 && err == nil {
				break
			}
			if !yield(document{Document: eval.Document{Raw: object}}, err) || err != nil {
				return
			}
		}
		if last != nil {
			yield(document{}, last)
		}
	}
}
