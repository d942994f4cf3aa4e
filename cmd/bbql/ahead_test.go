package main

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// What is read ahead is what the source gives, and then its error.
func TestAhead(t *testing.T) {
	cut := errors.New("cable cut")
	text := strings.Repeat("0123456789", 300_000)
	for name, source := range map[string]io.Reader{
		"whole":    strings.NewReader(text),
		"halves":   iotest.HalfReader(strings.NewReader(text)),
		"with EOF": iotest.DataErrReader(strings.NewReader(text)),
		"cut":      io.MultiReader(strings.NewReader(text), iotest.ErrReader(cut)),
	} {
		ended := make(chan struct{})
		a := newAhead(source, func() { close(ended) })
		rng := rand.New(rand.NewPCG(1, 3))
		var got bytes.Buffer
		var err error
		for err == nil {
			n := 0
			p := make([]byte, 1+rng.IntN(1<<rng.IntN(19)))
			n, err = a.Read(p)
			got.Write(p[:n])
			if n == 0 && err == nil {
				t.Fatal("nothing was read, and no error")
			}
		}
		if want := map[bool]error{true: cut, false: io.EOF}[name == "cut"]; err != want {
			t.Errorf("%s: error %v, want %v", name, err, want)
		}
		if got.String() != text {
			t.Errorf("%s: %d bytes, want %d", name, got.Len(), len(text))
		}
		if n, again := a.Read(make([]byte, 1)); n != 0 || again != err {
			t.Errorf("%s: then %d bytes, %v", name, n, again)
		}
		<-ended
		a.Close()
	}
}

// The source is read no more some time after Close, without being read to its
// end.
func TestAheadClose(t *testing.T) {
	ended := make(chan struct{})
	a := newAhead(endless{}, func() { close(ended) })
	if n, err := a.Read(make([]byte, 9)); n == 0 || err != nil {
		t.Fatalf("%d bytes, %v", n, err)
	}
	a.Close()
	<-ended
}

// A Read that gives all that was asked for does so only if there is more.
func TestAheadPromises(t *testing.T) {
	in, feed := io.Pipe()
	a := newAhead(in, func() {})
	go feed.Write([]byte("0123456789"))
	got := ""
	for len(got) < 10 {
		p := make([]byte, 5)
		n, err := a.Read(p)
		got += string(p[:n])
		if err != nil || n == 5 && len(got) == 10 {
			t.Fatalf("read %q, %v", got, err)
		}
	}
	a.Close()
	feed.Close()
}

// However little is asked for, something is given.
func TestAheadByteByByte(t *testing.T) {
	in, feed := io.Pipe()
	a := newAhead(in, func() {})
	go feed.Write([]byte("0123456789"))
	for i := range 10 {
		p := make([]byte, 1)
		if n, err := a.Read(p); n != 1 || err != nil || p[0] != "0123456789"[i] {
			t.Fatalf("byte %d: %d read, %q, %v", i, n, p, err)
		}
	}
	a.Close()
	feed.Close()
}
