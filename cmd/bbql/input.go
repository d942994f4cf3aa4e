package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"github.com/bbql/go-bbql/eval"
)

// A document is an object of the collection, with where it comes from.
type document struct {
	eval.Document
	input *inputFile
}

// An inputFile is a part of the collection: a file, or standard input.
type inputFile struct {
	name    string // in messages
	path    string // - for standard input
	size    int64  // 0 if unknown
	packed  bool   // whether it turned out to be compressed
	alone   bool   // whether to read it on no other goroutine
	largest int    // how many bytes an object may have
}

// inputFiles looks at the files that are named, so that a wrong name is found
// before anything is printed. No name stands for standard input.
func inputFiles(names []string) ([]*inputFile, error) {
	if len(names) == 0 {
		names = []string{"-"}
	}
	var files []*inputFile
	stdin := false
	for _, name := range names {
		if name == "-" {
			if stdin {
				return nil, usagef("standard input can be read once: - is given twice")
			}
			stdin = true
			files = append(files, &inputFile{name: "standard input", path: name})
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return nil, unreadable(name, err)
		}
		if info.IsDir() {
			return nil, usagef("%s is a directory: name the files in it", name)
		}
		files = append(files, &inputFile{name: name, path: name, size: info.Size()})
	}
	return files, nil
}

// canReadAgain reports whether all that was read may be read once more: pipes and
// the like have no size.
func canReadAgain(files []*inputFile) bool {
	return !slices.ContainsFunc(files, func(f *inputFile) bool { return f.size == 0 })
}

// A reading is a way to get documents from the stream of one file.
type reading func(*eval.Reader) iter.Seq2[eval.Document, error]

// documents yields what a reading gets from the files as one collection. An
// error ends it.
func (t *tool) documents(files []*inputFile, read reading) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		for _, f := range files {
			if !t.readFile(f, read, yield) {
				return
			}
		}
	}
}

// readFile yields the objects of one file and reports whether to go on with the
// next.
func (t *tool) readFile(f *inputFile, read reading, yield func(document, error) bool) bool {
	in, err := t.openFile(f)
	if err != nil {
		yield(document{}, err)
		return false
	}
	defer in.Close()
	r := in.reader()
	r.MaxDocument = f.largest
	for doc, err := range read(r) {
		if !yield(document{doc, f}, f.explain(err)) || err != nil {
			return false
		}
		if err := in.show(); err != nil {
			yield(document{}, err)
			return false
		}
	}
	return true
}

// A source is an open file of the collection, decompressed if it is compressed.
// It prints what there is to print before it waits for more input, so that the
// tool can stand in a live pipe, and counts for the progress line.
type source struct {
	io.Reader
	tool    *tool
	raw     countingReader
	closers []io.Closer // in the order in which they were opened
	ahead   *ahead      // who reads it, nil if Read does
	plain   bool        // whether it is not compressed
	named   bool        // whether it is a file of its own, read from its beginning
	shown   time.Time   // when show last printed something
}

// largeFile is the size from which on a file is worth more than one reader. It
// is larger than those that only seem to be files, as in /proc.
const largeFile = 4 << 20

// A countingFile is a file that tells the progress line what is read of it.
type countingFile struct {
	*os.File
	progress *progress
}

func (f countingFile) ReadAt(p []byte, offset int64) (int, error) {
	n, err := f.File.ReadAt(p, offset)
	f.progress.add(n)
	return n, err
}

func (t *tool) openFile(f *inputFile) (*source, error) {
	if err := t.flush(); err != nil {
		return nil, err
	}
	s := &source{tool: t, raw: countingReader{Reader: t.stdin}}
	if f.path != "-" {
		file, err := os.Open(f.path)
		if err != nil {
			return nil, unreadable(f.name, err)
		}
		s.raw.Reader, s.closers = file, append(s.closers, file)
		s.named = !f.alone
	} else if t.inTerminal {
		fmt.Fprintln(t.stderr, "bbql: reading JSON from the terminal")
	}
	if err := s.unpack(f); err != nil {
		s.Close()
		return nil, f.explain(err)
	}
	if !f.alone && (f.packed || !isRegular(s.raw.Reader)) {
		s.ahead = newAhead(s.Reader, s.closeAll)
		s.Reader = s.ahead
	}
	return s, nil
}

// unpack has the source decompress a file that is compressed.
func (s *source) unpack(f *inputFile) error {
	buffered := bufio.NewReaderSize(&s.raw, 64<<10)
	s.Reader = buffered
	p, ok := packingOf(buffered)
	if !ok {
		s.plain = true
		return nil
	}
	f.packed = true
	unpacked, err := p.open(buffered)
	if err == nil {
		s.Reader, s.closers = unpacked, append(s.closers, unpacked)
	}
	return err
}

// reader returns the Reader of the source's documents. A file that takes a while
// is read on all the goroutines that match.
func (s *source) reader() *eval.Reader {
	f, ok := s.raw.Reader.(*os.File)
	if ok && s.ahead == nil && s.plain && s.named {
		if info, err := f.Stat(); err == nil && info.Size() > largeFile {
			return eval.NewReaderAt(countingFile{f, s.tool.progress}, info.Size())
		}
	}
	return eval.NewReader(s)
}

// show prints what there is to print, but not all the time. A file that is read
// in pieces is not read by Read, which does so for others.
func (s *source) show() error {
	now := s.tool.progress.now()
	if !s.named || now.Sub(s.shown) < progressEvery {
		return nil
	}
	s.shown = now
	return s.tool.flush()
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.tool.flush(); err != nil {
		return 0, err
	}
	n, err := s.Reader.Read(p)
	s.tool.progress.add(int(s.raw.n.Swap(0)))
	return n, err
}

// Close closes the source as soon as it is read no more.
func (s *source) Close() {
	if s.ahead != nil {
		s.ahead.Close()
		return
	}
	s.closeAll()
}

// closeAll closes what was opened, the last first.
func (s *source) closeAll() {
	for _, c := range slices.Backward(s.closers) {
		c.Close()
	}
}

// flush prints what there is to print.
func (t *tool) flush() error {
	if err := t.out.Flush(); err != nil {
		return &failure{exitUsage, err}
	}
	return nil
}

// A countingReader counts what it reads, on whatever goroutine that is.
type countingReader struct {
	io.Reader
	n atomic.Int64
}

func (r *countingReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.n.Add(int64(n))
	return n, err
}

// isRegular reports whether r is a file that never has to be waited for.
func isRegular(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

// unreadable is the error of a file that the system does not give.
func unreadable(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return usagef("%s: %w", name, err)
}

// explain adds to an error what was read.
func (f *inputFile) explain(err error) error {
	var broken *eval.InputError
	var output *failure
	var path *fs.PathError
	switch {
	case err == nil || errors.As(err, &output):
		return err
	case errors.As(err, &path):
		return unreadable(f.name, err)
	case errors.As(err, &broken):
		return &failure{exitData, fmt.Errorf("%s:%d:%d: %s (%s)",
			f.name, broken.Line, broken.Column, broken.Msg, f.offset(broken.Offset))}
	case f.packed:
		return badPacking(f.name, err)
	}
	return fmt.Errorf("%s: %w", f.name, err)
}

// invalid is the error of an object that can't be asked. Its line and offset are
// those of the fault, as far as that is a place in the object.
func (d *document) invalid(err error) error {
	line, offset := d.Line, d.Offset
	var data *eval.DataError
	if errors.As(err, &data) && 0 <= data.Offset && data.Offset <= len(d.Raw) {
		line += bytes.Count(d.Raw[:data.Offset], []byte{'\n'})
		offset += int64(data.Offset)
		err = errors.New(data.Msg)
	}
	return &failure{exitData, fmt.Errorf("%s:%d: %w (%s)",
		d.input.name, line, err, d.input.offset(offset))}
}

func (f *inputFile) offset(n int64) string {
	if f.packed {
		return fmt.Sprintf("offset %d, decompressed", n)
	}
	return fmt.Sprintf("offset %d", n)
}
