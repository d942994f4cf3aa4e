package main

import "io"

const (
	aheadChunk  = 128 << 10
	aheadChunks = 8
)

// An ahead is a reader whose source is read on a goroutine of its own, so that
// waiting for the source, or decompressing it, goes on beside what is done with
// the data. A Read gives less than it was asked for where it would have to wait
// for more.
type ahead struct {
	// Both have room for all chunks, so that nobody waits to give one away.
	chunks chan aheadRead
	spare  chan []byte

	closed chan struct{}
	ended  func() // is called when the source is read no more
	now    aheadRead
	used   int // bytes of it
}

// An aheadRead is what one Read of the source returned.
type aheadRead struct {
	data []byte
	err  error
}

// newAhead begins to read a source, and calls ended when that is over: at its
// end, or some time after Close.
func newAhead(source io.Reader, ended func()) *ahead {
	a := &ahead{
		chunks: make(chan aheadRead, aheadChunks),
		spare:  make(chan []byte, aheadChunks),
		closed: make(chan struct{}),
		ended:  ended,
	}
	for range aheadChunks {
		a.spare <- make([]byte, aheadChunk)
	}
	go a.run(source)
	return a
}

func (a *ahead) run(source io.Reader) {
	defer a.ended()
	for {
		select {
		case <-a.closed:
			return
		case chunk := <-a.spare:
			n, err := source.Read(chunk[:aheadChunk])
			a.chunks <- aheadRead{chunk[:n], err}
			if err != nil {
				return
			}
		}
	}
}

// Read waits for the source only if there is nothing to give.
func (a *ahead) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if a.used < len(a.now.data) {
			k := copy(p[n:], a.now.data[a.used:])
			n, a.used = n+k, a.used+k
			continue
		}
		if a.now.err != nil {
			break
		}
		if n > 0 && len(a.chunks) == 0 {
			return n, nil
		}
		a.next()
	}
	if n > 1 && len(a.chunks) == 0 && a.used == len(a.now.data) && a.now.err == nil {
		// A Read that gives all that it was asked for promises more.
		n, a.used = n-1, a.used-1
	}
	if n == 0 && len(p) > 0 {
		err = a.now.err
	}
	return n, err
}

// next waits for the next chunk.
func (a *ahead) next() {
	if a.now.data != nil {
		a.spare <- a.now.data
	}
	a.now, a.used = <-a.chunks, 0
}

// Close ends the goroutine as soon as the source lets it.
func (a *ahead) Close() { close(a.closed) }
