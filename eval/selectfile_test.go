package eval_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bbql/go-bbql/eval"
)

// A sector is a file of which no byte from bad on can be read. It counts the
// goroutines that read from it at once.
type sector struct {
	io.ReaderAt
	bad  int64
	now  atomic.Int32
	most atomic.Int32
}

var errSector = errors.New("bad sector")

func (s *sector) ReadAt(p []byte, offset int64) (int, error) {
	if n := s.now.Add(1); n > s.most.Load() {
		s.most.Store(n)
	}
	defer s.now.Add(-1)
	if end := offset + int64(len(p)); end > s.bad {
		n, _ := s.ReaderAt.ReadAt(p[:max(0, s.bad-offset)], offset)
		return n, errSector
	}
	return s.ReaderAt.ReadAt(p, offset)
}

// What can't be read is an error after all documents before it.
func TestSelectFileErrors(t *testing.T) {
	const lines = 1000
	m := mustCompile(t, `id != 0`)
	var b strings.Builder
	for i := range lines {
		fmt.Fprintf(&b, "{\"id\":%d,\"x\":\"%s\"}\n", i+1, strings.Repeat("x", i%50))
	}
	text := b.String()
	for bad := 0; bad <= len(text); bad += 1 + len(text)/97 {
		file := &sector{ReaderAt: strings.NewReader(text), bad: int64(bad)}
		r := eval.NewReaderAt(file, int64(len(text)))
		r.Threads = 4
		r.SetBlock(256)
		want, n := strings.Count(text[:bad], "}"), 0
		var last error
		for _, err := range m.Select(r) {
			if last = err; err == nil {
				n++
			}
		}
		if n != want || (bad < len(text)) != (last == errSector) {
			t.Fatalf("from byte %d on: %d documents, want %d; error %v", bad, n, want, last)
		}
	}
}

// A file may have a size that is not its own, or change while it is read: what
// comes is what reading in order gives, or an error, but never a wrong place.
func TestSelectFileChanges(t *testing.T) {
	m := mustCompile(t, `id = 7`)
	line := "{\"id\":7}\n"
	text := strings.Repeat(line, 1000)
	for _, size := range []int{len(text) - 1, len(text), len(text) + 100} {
		r := eval.NewReaderAt(strings.NewReader(text), int64(size))
		r.Threads = 4
		r.SetBlock(256)
		n := 0
		for doc, err := range m.Select(r) {
			if err != nil || doc.Line != n+1 || doc.Offset != int64(n*len(line)) {
				t.Fatalf("size %d: document %d: %+v, %v", size, n, doc, err)
			}
			n++
		}
		if n != 1000 {
			t.Errorf("size %d: %d documents", size, n)
		}
	}
	r := eval.NewReaderAt(&moody{ReaderAt: strings.NewReader(text)}, int64(len(text)))
	r.Threads = 4
	r.SetBlock(256)
	n := 0
	for doc, err := range m.Select(r) {
		if err != nil {
			break
		}
		if doc.Line != n+1 {
			t.Fatalf("line %d after %d lines", doc.Line, n)
		}
		n++
	}
}

// moody is a file whose lines move by a byte with each read.
type moody struct {
	io.ReaderAt
	reads atomic.Int64
}

func (m *moody) ReadAt(p []byte, offset int64) (int, error) {
	return m.ReaderAt.ReadAt(p, max(0, offset-m.reads.Add(1)%9))
}

// Of a large file of lines several parts are read at once, and with one thread
// none are.
func TestSelectFileThreads(t *testing.T) {
	text := strings.Repeat("{\"id\":7,\"x\":\""+strings.Repeat("x", 200)+"\"}\n", 20_000)
	m := mustCompile(t, `id = 8`)
	for threads := 1; threads <= 4; threads *= 4 {
		file := &sector{ReaderAt: strings.NewReader(text), bad: int64(len(text))}
		r := eval.NewReaderAt(file, int64(len(text)))
		r.Threads = threads
		for doc, err := range m.Select(r) {
			t.Fatal(doc, err)
		}
		if most := file.most.Load(); int(most) > threads {
			t.Errorf("%d reads at once on %d goroutines", most, threads)
		}
	}
}

// All reads a file as any other stream.
func TestReaderAtAll(t *testing.T) {
	text := `[{"id":1},{"id":2}] {"id":3}`
	n := 0
	for _, err := range eval.NewReaderAt(strings.NewReader(text+"junk"), int64(len(text))).All() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 3 {
		t.Errorf("%d documents, want 3", n)
	}
}
