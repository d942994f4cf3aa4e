package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"syscall"
	"time"

	"golang.org/x/term"
)

// The columns of a terminal that doesn't say, and of one that says too few.
const (
	defaultWidth = 80
	minWidth     = 20
)

// A host is the world around the tool.
type host struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string

	inTerminal  bool // whether standard input is a terminal
	errTerminal bool // whether standard error is one
	outWidth    int  // the columns of the terminal that standard output is, else 0

	transport http.RoundTripper // nil for that of net/http
	pause     pause             // nil for one that takes as long as it says
}

// A pause waits, or returns why it stopped to.
type pause func(context.Context, time.Duration) error

// newHost returns the host of this process.
func newHost() *host {
	h := &host{
		stdin:       os.Stdin,
		stdout:      os.Stdout,
		stderr:      os.Stderr,
		getenv:      os.Getenv,
		inTerminal:  term.IsTerminal(int(os.Stdin.Fd())),
		errTerminal: term.IsTerminal(int(os.Stderr.Fd())),
	}
	if width, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil {
		h.outWidth = terminalWidth(width)
	}
	return h
}

// terminalWidth returns how many columns to use of a terminal that reports so
// many: some report none.
func terminalWidth(reported int) int {
	if reported <= 0 {
		return defaultWidth
	}
	return max(reported, minWidth)
}

// run executes the command line args and returns the exit code.
func run(args []string, h *host) int {
	t := newTool(h)
	err := t.execute(args)
	t.progress.clear()
	if flushed := t.out.Flush(); flushed != nil {
		err = flushed
	}
	if isClosed(err) {
		return exitOK
	}
	t.report(err)
	return exitCode(err)
}

// isClosed reports whether err says that nobody reads the output any more,
// which is no reason for a message.
func isClosed(err error) bool {
	return errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) ||
		errors.Is(err, fs.ErrClosed)
}

// A tool is one run of the command.
type tool struct {
	*host
	out      *bufio.Writer // standard output
	progress *progress
}

func newTool(h *host) *tool {
	t := &tool{host: h, progress: &progress{now: time.Now}}
	stdout := h.stdout
	if h.errTerminal {
		t.progress.w = h.stderr
	}
	if h.outWidth > 0 {
		stdout = &screen{stdout, t.progress}
	}
	t.out = bufio.NewWriterSize(stdout, 64<<10)
	return t
}

// color reports whether a stream that is a terminal, or is not, takes colour.
func (t *tool) color(terminal bool) bool {
	return terminal && t.getenv("NO_COLOR") == "" && t.getenv("TERM") != "dumb"
}
