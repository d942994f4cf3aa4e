package eval_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// selectedFrom returns what is selected from a stream, a line for each document
// and one for the error that ended it.
func selectedFrom(m *eval.Matcher, r *eval.Reader) string {
	var b strings.Builder
	for doc, err := range m.Select(r) {
		if err != nil {
			b.WriteString(inputError(err))
			break
		}
		fmt.Fprintf(&b, "%d at %d: %s\n", doc.Line, doc.Offset, doc.Raw)
	}
	return b.String()
}

// matchedFrom is what selectedFrom should be: a loop over all documents, which
// does not know what a selection does.
func matchedFrom(m *eval.Matcher, r *eval.Reader, text string) string {
	var b strings.Builder
	for doc, err := range r.All() {
		ok := false
		if err == nil {
			if ok, err = m.MatchJSON(doc.Raw); err != nil {
				err = inStream(text, doc, err)
			}
		}
		if err != nil {
			b.WriteString(inputError(err))
			break
		}
		if ok {
			fmt.Fprintf(&b, "%d at %d: %s\n", doc.Line, doc.Offset, doc.Raw)
		}
	}
	return b.String()
}

// inputError shows an error and its offset in the input.
func inputError(err error) string {
	var fault *eval.InputError
	if !errors.As(err, &fault) {
		return fmt.Sprintf("error %v\n", err)
	}
	return fmt.Sprintf("error %v at %d\n", err, fault.Offset)
}

// inStream puts the fault in a document of a stream where it stands there.
func inStream(text string, doc eval.Document, err error) error {
	var fault *eval.DataError
	if !errors.As(err, &fault) {
		return err
	}
	before := strings.TrimPrefix(text[:int(doc.Offset)+fault.Offset], "\ufeff")
	return &eval.InputError{
		Offset: doc.Offset + int64(fault.Offset),
		Line:   1 + strings.Count(before, "\n"),
		Column: len(before) - strings.LastIndexByte(before, '\n'),
		Msg:    fault.Msg,
	}
}

// checkSelect compares selecting from a stream, in blocks of some size and by
// some threads, with asking for each of its documents.
func checkSelect(t *testing.T, m *eval.Matcher, text string, block int) {
	t.Helper()
	want := matchedFrom(m, eval.NewReader(strings.NewReader(text)), text)
	for threads := 1; threads <= 8; threads += 1 + threads/3 {
		for name, r := range map[string]*eval.Reader{
			"stream": eval.NewReader(strings.NewReader(text)),
			"file":   eval.NewReaderAt(strings.NewReader(text), int64(len(text))),
		} {
			r.Threads = threads
			r.SetBlock(block)
			if got := selectedFrom(m, r); got != want {
				t.Fatalf("%s, %d threads, blocks of %d (-want +got):\n%s\n%q", name, threads, block,
					cmp.Diff(want, got), text)
			}
		}
	}
}

// A layout writes objects as a stream.
type layout struct {
	name  string
	write func(rng *rand.Rand, objects []string) string
}

// layouts are those in which the documents are where the brackets are.
var layouts = []layout{
	{"lines", func(_ *rand.Rand, o []string) string { return strings.Join(o, "\n") + "\n" }},
	{"open last line", func(_ *rand.Rand, o []string) string { return strings.Join(o, "\n") }},
	{"CRLF", func(_ *rand.Rand, o []string) string { return strings.Join(o, "\r\n") + "\r\n" }},
	{"blank lines", func(rng *rand.Rand, o []string) string {
		var b strings.Builder
		for _, object := range o {
			b.WriteString(object + strings.Repeat(" \n", 1+rng.IntN(3)))
		}
		return b.String()
	}},
	{"mark", func(_ *rand.Rand, o []string) string { return "\ufeff" + strings.Join(o, "\n") }},
	{"indented", func(_ *rand.Rand, o []string) string { return " " + strings.Join(o, "\n  ") }},
	{"array", func(_ *rand.Rand, o []string) string { return "[" + strings.Join(o, ",\n") + "]" }},
	{"array, commas first", func(_ *rand.Rand, o []string) string {
		return "[" + strings.Join(o, "\n,") + "]"
	}},
	{"pages", func(rng *rand.Rand, o []string) string {
		var b strings.Builder
		for len(o) > 0 {
			n := 1 + rng.IntN(len(o))
			b.WriteString(`{"page":1,"values":[` + strings.Join(o[:n], ",") + "]}\n")
			o = o[n:]
		}
		return b.String()
	}},
	{"spread", func(rng *rand.Rand, o []string) string {
		var b strings.Builder
		for _, object := range o {
			b.WriteString(strings.ReplaceAll(object, ",", ","+randomSpace(rng)) + "\n")
		}
		return b.String()
	}},
}

// crowded has several documents on a line, which Fast does not take them for
// when there is much of it.
var crowded = layout{"crowded", func(rng *rand.Rand, o []string) string {
	var b strings.Builder
	for _, object := range o {
		b.WriteString(object + randomSpace(rng))
	}
	return b.String()
}}

// selectStream returns a stream of some layouts, one after another.
func selectStream(rng *rand.Rand, of []layout) string {
	var b strings.Builder
	for range 1 + rng.IntN(3) {
		objects := make([]string, rng.IntN(30))
		for i := range objects {
			objects[i] = newGenerator(rng.Uint64()).object(2)
		}
		text := of[rng.IntN(len(of))].write(rng, objects)
		if b.Len() > 0 {
			text = strings.TrimPrefix(text, "\ufeff")
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// A selection gives exactly what a loop gives, whatever the layout, the number
// of threads and the size of blocks are, and however the stream is broken.
func TestSelectRandom(t *testing.T) {
	for seed := range uint64(1500) {
		rng := rand.New(rand.NewPCG(seed, 4))
		check := []eval.Check{eval.Whole, eval.Fast, eval.Strict}[seed%3]
		m, err := eval.Compile(newGenerator(seed).expr(0), eval.WithCheck(check))
		if err != nil {
			t.Fatal(err)
		}
		of := layouts
		if check != eval.Fast {
			of = append(of, crowded)
		}
		text := selectStream(rng, of)
		if check != eval.Fast && rng.IntN(2) == 0 {
			broken := []byte(text)
			broken[rng.IntN(len(broken))] = `{}[]",:0x\ `[rng.IntN(11)]
			text = string(broken[:len(broken)-rng.IntN(1+len(broken)/2)])
		}
		checkSelect(t, m, text, 1<<(4+rng.IntN(9)))
	}
}

// What Fast does not look at it need not refuse, but where it refuses a document
// it does so as any selection does, in every layout.
func TestSelectFastFaults(t *testing.T) {
	m, err := eval.Compile(bbql.MustParse(`id = 7`), eval.WithCheck(eval.Fast))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 5))
	tests := map[string]int{ // to how many more documents match
		`{"id":8,"a":tru}`:    0,
		`{"id":7,"a" 1}`:      1,
		`{"id":7,}`:           1,
		`{"a":[1,,2],"id":7}`: 1,
	}
	for broken, more := range tests {
		objects := []string{`{"id":7}`, broken, `{"id":7,"b":{}}`, `{"id":1}`, `{"id":7}`}
		for _, l := range layouts {
			text := l.write(rng, objects)
			for _, block := range []int{16, 64, 1 << 10} {
				r := eval.NewReader(strings.NewReader(text))
				r.SetBlock(block)
				n := 0
				for _, err := range m.Select(r) {
					if err != nil {
						t.Errorf("%s, blocks of %d: %v in\n%s", l.name, block, err, text)
					}
					n++
				}
				if n != 3+more {
					t.Errorf("%s, blocks of %d: %d documents of\n%s", l.name, block, n, text)
				}
			}
		}
	}
	for _, l := range layouts {
		text := l.write(rng, []string{`{"id":7}`, `{"id":tru}`, `{"id":7}`})
		for _, block := range []int{4, 16, 1 << 10} {
			checkSelect(t, m, text, block)
		}
	}
}

// An odd layout is read right by all checks, also where a line looks like a
// document.
func TestSelectOddLines(t *testing.T) {
	line := `{"a":{"id":7}` + "\n" + `,"id":8}`
	element := "[\n" + `{"id":7}` + "\n,\n" + `{"id":8}` + "\n]"
	for name, check := range checks {
		m, err := eval.Compile(bbql.MustParse(`id = 7`), eval.WithCheck(check))
		if err != nil {
			t.Fatal(err)
		}
		for _, odd := range []string{line, element, `{"values":[{"id":7}]}`, `{"page":1}`} {
			for n := range 40 {
				text := strings.Repeat("{\"id\":7}\n", n) + odd + strings.Repeat("\n{\"id\":7}", 40)
				t.Run(name, func(t *testing.T) { checkSelect(t, m, text, 128) })
			}
		}
	}
}

func TestSelectMaxDocument(t *testing.T) {
	m := mustCompile(t, `id = 7`)
	for n := range 30 {
		text := strings.Repeat("{\"id\":7}\n", n) + `{"id":7,"title":"0123456789"}` + "\n{\"id\":7}\n"
		all := eval.NewReader(strings.NewReader(text))
		all.MaxDocument = 20
		want := matchedFrom(m, all, text)
		if !strings.Contains(want, "an object may have 20 bytes") {
			t.Fatal(want)
		}
		r := eval.NewReader(strings.NewReader(text))
		r.MaxDocument, r.Threads = 20, 3
		r.SetBlock(64)
		if got := selectedFrom(m, r); got != want {
			t.Errorf("%d documents before (-want +got):\n%s", n, cmp.Diff(want, got))
		}
	}
}

// FuzzSelect holds a selection to a loop over the documents.
func FuzzSelect(f *testing.F) {
	for _, seed := range []string{
		"{\"a\":1}\n{\"a\":2}\n{\"a\":1}\n", "{\"a\":1}{\"a\":1}\n", "[{\"a\":1},\n{\"a\":1}\n]",
		"{\"values\":[{\"a\":1}]}\n{\"a\":1}", "\ufeff{\"a\":1}\r\n\r\n{\"a\":1}", "{\"a\":\n1}\n{\"a\":1",
		"{\"a\":1}\n{\"a\":[1}\n{\"a\":1]}\n", "{\"a\":1,\"a\":1}\n", "{\"a\":1}\n,{\"a\":1}\n",
	} {
		f.Add(seed, uint8(16), false)
	}
	f.Fuzz(func(t *testing.T, text string, block uint8, strict bool) {
		check := eval.Whole
		if strict {
			check = eval.Strict
		}
		m, err := eval.Compile(bbql.MustParse(`a = 1`), eval.WithCheck(check))
		if err != nil {
			t.Fatal(err)
		}
		checkSelect(t, m, text, 1+int(block))
	})
}

// What is there is selected before more is waited for.
func TestSelectLive(t *testing.T) {
	for _, threads := range []int{1, 4} {
		in, feed := io.Pipe()
		r := eval.NewReader(in)
		r.Threads = threads
		go func() {
			for i := range 100 {
				fmt.Fprintf(feed, "{\"id\":7,\"n\":%d}\n", i)
				if i%10 != 9 {
					continue
				}
				fmt.Fprint(feed, strings.Repeat("{\"id\":1}\n", i*1000))
			}
		}()
		n := 0
		for doc, err := range mustCompile(t, `id = 7`).Select(r) {
			if want := fmt.Sprintf(`{"id":7,"n":%d}`, n); err != nil || string(doc.Raw) != want {
				t.Fatalf("got %s, %v, want %s", doc.Raw, err, want)
			}
			if n++; n == 100 {
				break
			}
		}
	}
}

// All goroutines have ended when the loop has, whatever ended it.
func TestSelectEnds(t *testing.T) {
	lines := strings.Repeat("{\"id\":7}\n", 1000)
	m := mustCompile(t, `id = 7`)
	before := runtime.NumGoroutine()
	for name, stop := range map[string]func(n int, err error) bool{
		"at its end": func(int, error) bool { return false },
		"by break":   func(n int, _ error) bool { return n == 500 },
		"by panic": func(n int, _ error) bool {
			if n == 500 {
				panic("stop")
			}
			return false
		},
	} {
		for _, end := range []string{"", "{", `[{"id":8},`} {
			r := eval.NewReader(strings.NewReader(lines + end))
			r.Threads = 4
			r.SetBlock(256)
			func() {
				defer func() { _ = recover() }()
				n := 0
				for _, err := range m.Select(r) {
					if n++; stop(n, err) {
						break
					}
				}
			}()
			if n := more(before); n > 0 {
				t.Errorf("%s: %d goroutines more, after %q", name, n, end)
			}
		}
	}
}

// more returns how many goroutines there are more than before, without those
// that have done everything and only have to be taken off.
func more(before int) (n int) {
	for range 5000 {
		if n = runtime.NumGoroutine() - before; n <= 0 {
			break
		}
		time.Sleep(time.Millisecond)
	}
	return n
}

// Any number of threads can be asked for.
func TestSelectThreads(t *testing.T) {
	lines := strings.Repeat("{\"id\":7}\n", 1000)
	for _, threads := range []int{-1, 0, 1000, math.MaxInt} {
		r := eval.NewReader(strings.NewReader(lines))
		r.Threads = threads
		if n := strings.Count(selectedFrom(mustCompile(t, `id = 7`), r), "\n"); n != 1000 {
			t.Errorf("%d threads: %d lines, want 1000", threads, n)
		}
	}
}

// A small input, and one thread, take no goroutine.
func TestSelectStartsNothing(t *testing.T) {
	m := mustCompile(t, `id = 7`)
	small, large := strings.Repeat("{\"id\":7}\n", 1000), strings.Repeat("{\"id\":7}\n", 100_000)
	for text, threads := range map[string]int{small: 8, large: 1} {
		r := eval.NewReader(strings.NewReader(text))
		r.Threads = threads
		before, n := runtime.NumGoroutine(), 0
		for _, err := range m.Select(r) {
			if more := runtime.NumGoroutine() - before; err != nil || more > 0 {
				t.Fatalf("%d goroutines more, error %v", more, err)
			}
			n++
		}
		if want := len(text) / len("{\"id\":7}\n"); n != want {
			t.Errorf("%d documents, want %d", n, want)
		}
	}
}

func TestSelectSourceErrors(t *testing.T) {
	broken := errors.New("cable cut")
	m := mustCompile(t, `id = 7`)
	for n := range 40 {
		lines := strings.Repeat("{\"id\":7}\n", n)
		r := eval.NewReader(io.MultiReader(strings.NewReader(lines), iotest.ErrReader(broken)))
		r.SetBlock(64)
		found := 0
		for _, err := range m.Select(r) {
			if err != nil && err != broken {
				t.Fatal(err)
			}
			found++
		}
		if found != n+1 {
			t.Errorf("%d documents and an error, want %d", found-1, n)
		}
	}
	for _, err := range m.Select(eval.NewReader(stuck{})) {
		if err != io.ErrNoProgress {
			t.Errorf("error %v, want %v", err, io.ErrNoProgress)
		}
	}
}

// A reader whose selection has ended yields nothing more: what was read ahead of
// the loop is not there any more, and what follows is no whole document.
func TestSelectTwice(t *testing.T) {
	m := mustCompile(t, `id = 7`)
	lines := strings.Repeat("{\"id\":7}\n", 200)
	for _, text := range []string{lines, "[" + strings.ReplaceAll(lines, "\n", ",\n") + "{}]"} {
		for _, block := range []int{16, 100, 1 << 12} {
			for _, loops := range []int{1, 3, 20, 190} {
				r := eval.NewReader(strings.NewReader(text))
				r.Threads = 1 + loops%3
				r.SetBlock(block)
				for range m.Select(r) {
					if loops--; loops == 0 {
						break
					}
				}
				for doc, err := range m.Select(r) {
					t.Fatalf("blocks of %d: selected again: %q, %v", block, doc.Raw, err)
				}
				for doc, err := range r.All() {
					t.Fatalf("blocks of %d: read again: %q, %v", block, doc.Raw, err)
				}
			}
		}
	}
	r := eval.NewReader(strings.NewReader(lines + "]"))
	want := "error 201:1: expected a JSON object or an array of objects, found ] at 1800\n"
	for _, got := range []string{selectedFrom(m, r), selectedFrom(m, r), matchedFrom(m, r, "")} {
		if !strings.HasSuffix(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func BenchmarkSelect(b *testing.B) {
	doc := `{"id":1,"title":"Fix the login page","author":{"nickname":"jdoe"},"reviewers":[]}`
	in := strings.Repeat(doc+"\n", 100_000)
	for name, check := range checks {
		m, err := eval.Compile(bbql.MustParse(`author.nickname = "x"`), eval.WithCheck(check))
		if err != nil {
			b.Fatal(err)
		}
		for _, threads := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/%d", name, threads), func(b *testing.B) {
				b.SetBytes(int64(len(in)))
				b.ReportAllocs()
				for b.Loop() {
					r := eval.NewReader(strings.NewReader(in))
					r.Threads = threads
					for _, err := range m.Select(r) {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func ExampleMatcher_Select() {
	m, err := eval.Compile(bbql.MustParse(`state = "OPEN"`))
	if err != nil {
		log.Fatal(err)
	}
	pulls := strings.NewReader(`{"id": 1, "state": "OPEN"}
{"id": 2, "state": "MERGED"}
{"id": 3, "state": "OPEN"}
`)
	for doc, err := range m.Select(eval.NewReader(pulls)) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Fprintf(os.Stdout, "%s at line %d\n", doc.Raw, doc.Line)
	}
	// Output:
	// {"id": 1, "state": "OPEN"} at line 1
	// {"id": 3, "state": "OPEN"} at line 3
}
