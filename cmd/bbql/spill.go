package main

import (
	"bufio"
	"cmp"
	"container/heap"
	"errors"
	"io"
	"iter"
	"os"
	"slices"

	"github.com/bbql/go-bbql/eval"
)

const (
	leastBuffer = 4 << 10
	mostBuffer  = 256 << 10
)

// A spill holds sorted runs of records in a temporary file, which is gone however
// the program ends.
type spill struct {
	file *os.File
	name string // "" if the system removes it
	out  *bufio.Writer
	end  int64
	runs []sortedRun
}

// A sortedRun is a part of the file.
type sortedRun struct {
	begin, end int64
	settled    bool // whether the order could not change any more when it was sorted
}

// newSpill creates the file in a directory, "" for that of the system.
func newSpill(dir string) (*spill, error) {
	f, err := os.CreateTemp(dir, "bbql-sort-")
	if err != nil {
		return nil, noSpill(dir, err)
	}
	name := f.Name()
	f, vanishes, err := vanishing(f)
	if err != nil {
		os.Remove(name)
		return nil, spillFault(err)
	}
	s := &spill{file: f, out: bufio.NewWriterSize(nil, mostBuffer)}
	if !vanishes {
		s.name = name
	}
	return s, nil
}

// noSpill is the error of a directory that takes no temporary file.
func noSpill(dir string, err error) error {
	dir = cmp.Or(dir, os.TempDir())
	return unreadable("the directory for the temporary file of --sort, "+dir, err)
}

func (s *spill) close() {
	s.file.Close()
	if s.name != "" {
		os.Remove(s.name)
	}
}

// add writes records that are sorted by an order to the file.
func (s *spill) add(rs *records, order *eval.Order) error {
	s.out.Reset(io.NewOffsetWriter(s.file, s.end))
	size, err := rs.writeTo(s.out)
	if err := errors.Join(err, s.out.Flush()); err != nil {
		return spillFault(err)
	}
	s.runs = append(s.runs, sortedRun{s.end, s.end + size, isSettled(order)})
	s.end += size
	return nil
}

func (s *spill) reader(r sortedRun, buffer int) *recordReader {
	size := r.end - r.begin
	section := io.NewSectionReader(s.file, r.begin, size)
	return &recordReader{in: bufio.NewReaderSize(section, int(min(size, int64(buffer))))}
}

// isSettled reports whether no key can change an order any more.
func isSettled(order *eval.Order) bool { return order.Fallback() == order }

// settle sorts the runs again that were sorted by what an order has been before.
func (s *spill) settle(order *eval.Order) error {
	runs := s.runs
	s.runs = nil
	for _, r := range runs {
		if r.settled == isSettled(order) {
			s.runs = append(s.runs, r)
			continue
		}
		var rs records
		in := s.reader(r, mostBuffer)
		var object []byte
		err := in.next()
		for ; err == nil; err = in.next() {
			if object, err = in.object(object); err != nil {
				return spillFault(err)
			}
			rs.add(sortRecord{in.key, object})
		}
		if err != io.EOF {
			return spillFault(err)
		}
		rs.sort(order)
		if err := s.add(&rs, order); err != nil {
			return err
		}
	}
	return nil
}

// merged yields the objects of all runs in their order, with buffers of so much
// memory.
func (s *spill) merged(order *eval.Order, memory int) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		err := s.settle(order)
		if err == nil {
			err = s.narrow(order, memory)
		}
		if err != nil {
			yield(nil, err)
			return
		}
		for r, err := range s.merge(s.runs, order, memory) {
			if !yield(r.object, err) || err != nil {
				return
			}
		}
	}
}

// narrow merges runs until there are no more than memory has buffers for.
func (s *spill) narrow(order *eval.Order, memory int) error {
	most := max(memory/leastBuffer, 2)
	for len(s.runs) > most {
		var fewer []sortedRun
		for group := range slices.Chunk(s.runs, most) {
			begin := s.end
			s.out.Reset(io.NewOffsetWriter(s.file, begin))
			if err := s.copy(s.merge(group, order, memory)); err != nil {
				return err
			}
			fewer = append(fewer, sortedRun{begin, s.end, isSettled(order)})
		}
		s.runs = fewer
	}
	return nil
}

// copy writes records to the end of the file.
func (s *spill) copy(records iter.Seq2[sortRecord, error]) error {
	var data []byte
	for r, err := range records {
		if err != nil {
			return err
		}
		data = r.append(data[:0])
		s.end += int64(len(data))
		if _, err := s.out.Write(data); err != nil {
			return spillFault(err)
		}
	}
	if err := s.out.Flush(); err != nil {
		return spillFault(err)
	}
	return nil
}

// merge yields the records of runs in their order. Their bytes are lent.
func (s *spill) merge(
	runs []sortedRun, order *eval.Order, memory int,
) iter.Seq2[sortRecord, error] {
	return func(yield func(sortRecord, error) bool) {
		buffer := min(max(memory/(len(runs)+1), leastBuffer), mostBuffer)
		m := merge{order: order}
		for i, r := range runs {
			in := s.reader(r, buffer)
			if err := in.next(); err != nil { // no run is empty
				yield(sortRecord{}, spillFault(err))
				return
			}
			m.heads = append(m.heads, mergeHead{in, i})
		}
		var object []byte
		for heap.Init(&m); len(m.heads) > 0; {
			var err error
			first := m.heads[0]
			if object, err = first.object(object); err == nil {
				if !yield(sortRecord{first.key, object}, nil) {
					return
				}
				err = m.advance()
			}
			if err != nil {
				yield(sortRecord{}, spillFault(err))
				return
			}
		}
	}
}

// A merge is a heap of the first records of runs.
type merge struct {
	order *eval.Order
	heads []mergeHead
}

type mergeHead struct {
	*recordReader
	run int
}

// advance goes over the first record, whose object was read.
func (m *merge) advance() error {
	switch err := m.heads[0].next(); err {
	case nil:
		heap.Fix(m, 0)
	case io.EOF:
		heap.Pop(m)
	default:
		return err
	}
	return nil
}

func (m *merge) Len() int      { return len(m.heads) }
func (m *merge) Swap(i, j int) { m.heads[i], m.heads[j] = m.heads[j], m.heads[i] }
func (m *merge) Push(x any)    { m.heads = append(m.heads, x.(mergeHead)) }

func (m *merge) Less(i, j int) bool {
	a, b := m.heads[i], m.heads[j]
	return cmp.Or(m.order.Compare(a.key, b.key), cmp.Compare(a.run, b.run)) < 0
}

func (m *merge) Pop() any {
	last := len(m.heads) - 1
	x := m.heads[last]
	m.heads = m.heads[:last]
	return x
}

// spillFault is the error of a temporary file that can't be written or read.
func spillFault(err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return usagef("the temporary file of --sort: %w", err)
}
