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
	chunks chan aheadRead
	spare  chan []byte // with room for all chunks, so that giving one back never waits
	closed chan struct{}
	now    aheadRead
	used   int // bytes of it
}

// An aheadRead is what one Read of the source returned.
type aheadRead struct {
	data []byte
	err  error
}

func newAhead(source io.Reader) *ahead {
	a := &ahead{
		chunks: make(chan aheadRead, aheadChunks-2), // and one on either side
		spare:  make(chan []byte, aheadChunks),
		closed: make(chan struct{}),
	}
	for range aheadChunks {
		a.spare <- make([]byte, aheadChunk)
	}
	go a.run(source)
	return a
}

func (a *ahead) run(source io.Reader) {
	for {
		select {
		case <-a.closed:
			return
		case chunk := <-a.spare:
			n, err := source.Read(chunk[:aheadChunk])
			a.chunks <- aheadRead{chunk[:n], err} // for which there is room, as there was for the chunk
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
func (a *ahead) Close() error {
	close(a.closed)
	return nil
}
