package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"

	"github.com/bbql/go-bbql/eval"
)

// A document is an object of the collection, with where it comes from.
type document struct {
	eval.Document
	input *inputFile
}

// An inputFile is a part of the collection: a file, or standard input.
type inputFile struct {
	name   string // in messages
	path   string // - for standard input
	size   int64  // 0 if unknown
	zipped bool   // whether it turned out to be compressed
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

// documents yields the objects of the files as one collection. An error ends
// it.
func (t *tool) documents(files []*inputFile) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		for _, f := range files {
			if !t.readFile(f, yield) {
				return
			}
		}
	}
}

// readFile yields the objects of one file and reports whether to go on with the
// next.
func (t *tool) readFile(f *inputFile, yield func(document, error) bool) bool {
	in, err := t.openFile(f)
	if err != nil {
		yield(document{}, err)
		return false
	}
	defer in.Close()
	for doc, err := range eval.NewReader(in).All() {
		t.progress.objects++
		if !yield(document{doc, f}, f.explain(err)) || err != nil {
			return false
		}
	}
	return true
}

// openFile opens a file, decompressed if it is compressed.
func (t *tool) openFile(f *inputFile) (io.ReadCloser, error) {
	var raw io.ReadCloser = io.NopCloser(t.stdin)
	if f.path != "-" {
		file, err := os.Open(f.path)
		if err != nil {
			return nil, unreadable(f.name, err)
		}
		raw = file
	} else if t.inTerminal {
		fmt.Fprintln(t.stderr, "bbql: reading JSON from the terminal")
	}
	buffered := bufio.NewReaderSize(&watchedReader{raw, t}, 64<<10)
	in := struct {
		io.Reader
		io.Closer
	}{buffered, raw}
	if magic, err := buffered.Peek(2); err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		return in, nil
	}
	f.zipped = true
	zipped, err := gzip.NewReader(buffered)
	if err != nil {
		raw.Close()
		return nil, f.explain(err)
	}
	in.Reader = zipped
	return in, nil
}

// A watchedReader prints what there is to print before it waits for more input,
// so that the tool can stand in a live pipe, and counts for the progress line.
type watchedReader struct {
	io.Reader
	t *tool
}

func (r *watchedReader) Read(p []byte) (int, error) {
	if err := r.t.out.Flush(); err != nil {
		return 0, &failure{exitUsage, err}
	}
	n, err := r.Reader.Read(p)
	r.t.progress.add(n)
	return n, err
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
	case f.zipped:
		return &failure{exitData, fmt.Errorf("%s: decompressing: %w", f.name, err)}
	}
	return fmt.Errorf("%s: %w", f.name, err)
}

// invalid is the error of an object that can't be asked.
func (d *document) invalid(err error) error {
	return &failure{exitData, fmt.Errorf("%s:%d: %w (%s)",
		d.input.name, d.Line, err, d.input.offset(d.Offset))}
}

func (f *inputFile) offset(n int64) string {
	if f.zipped {
		return fmt.Sprintf("offset %d, decompressed", n)
	}
	return fmt.Sprintf("offset %d", n)
}
