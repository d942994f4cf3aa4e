package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// How much input makes a progress line, and how often it is drawn.
const (
	progressFrom  = 64 << 20
	progressEvery = 200 * time.Millisecond
)

// A progress is a line on the terminal that tells how far reading a large input
// has come. Input may be read on several goroutines.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil for none
	now   func() time.Time
	total int64 // the size of the input, 0 if unknown
	read  int64
	found int       // objects that were selected
	drawn time.Time // when it was drawn last
	shown bool
}

// add counts n bytes more, and draws the line when it is time.
func (p *progress) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read += int64(n)
	if max(p.total, p.read) > progressFrom {
		p.drawLocked(p.line)
	}
}

// find counts an object that was selected.
func (p *progress) find() {
	p.mu.Lock()
	p.found++
	p.mu.Unlock()
}

// draw draws a line when it is time.
func (p *progress) draw(line func() string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drawLocked(line)
}

func (p *progress) drawLocked(line func() string) {
	if p.w == nil {
		return
	}
	now := p.now()
	if now.Sub(p.drawn) < progressEvery {
		return
	}
	p.drawn, p.shown = now, true
	fmt.Fprintf(p.w, "\r\x1b[K%s", line())
}

func (p *progress) line() string {
	const mb = 1 << 20
	if p.total > 0 { // of which some may be read twice
		done := min(p.read, p.total)
		return fmt.Sprintf("%3d%% of %d MB, %d selected", 100*done/p.total, p.total/mb, p.found)
	}
	return fmt.Sprintf("%d MB, %d selected", p.read/mb, p.found)
}

// clear takes the line away, before something else is written to the terminal.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// A screen is a terminal that a progress line may be on.
type screen struct {
	io.Writer
	progress *progress
}

func (s *screen) Write(p []byte) (int, error) {
	s.progress.clear()
	return s.Writer.Write(p)
}
