package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow bounds the memory that a zstd frame can ask for, to what the zstd
// command grants.
const maxWindow = 128 << 20

// A packing is a way in which files are compressed.
type packing struct {
	magic string // the bytes with which they begin
	open  func(io.Reader) (io.ReadCloser, error)
}

// packings are those that are recognised. JSON begins with none of the bytes.
func packings() []packing {
	return []packing{
		{"\x1f\x8b", func(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }},
		{"\x28\xb5\x2f\xfd", openZstd},
	}
}

func openZstd(r io.Reader) (io.ReadCloser, error) {
	// One goroutine: reading ahead already has its own.
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}

// packingOf returns the packing of what r holds, if it is compressed.
func packingOf(r *bufio.Reader) (packing, bool) {
	first, err := r.Peek(1) // a second byte may be slow to come
	if err != nil {
		return packing{}, false
	}
	for _, p := range packings() {
		if first[0] != p.magic[0] {
			continue
		}
		if magic, _ := r.Peek(len(p.magic)); string(magic) == p.magic {
			return p, true
		}
	}
	return packing{}, false
}

// badPacking is the error in compressed data.
func badPacking(name string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = errors.New("the compressed data is cut off")
	}
	return &failure{exitData, fmt.Errorf("%s: decompressing: %w", name, err)}
}
