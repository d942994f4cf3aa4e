//go:build !race

package eval_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/eval"
)

// The race detector drops what pools keep, so this is not for it.

// Memory does not grow with the input.
func TestSelectMemory(t *testing.T) {
	line := `{"id":7,"title":"` + strings.Repeat("x", 200) + "\"}\n"
	none, all := mustCompile(t, `id = 8`), mustCompile(t, `nothing = null`)
	use := func(m *eval.Matcher, n int, text string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := eval.NewReader(&repeated{text: text, left: n})
		r.Threads = 2
		for doc, err := range m.Select(r) {
			if err != nil || m == none {
				t.Fatal(doc, err)
			}
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	const limit = 20 << 20 // bytes that are allocated for 100 MB, all in all
	for name, text := range map[string]string{
		"lines": line, "one line": strings.TrimSpace(line), "pages": `{"values":[` + line + "]}\n",
	} {
		if got := use(none, 100<<20/len(text), text); got > limit {
			t.Errorf("%s: %d bytes", name, got)
		}
	}
	for name, text := range map[string]string{"tiny objects": "{}", "lines of them": "{}\n"} {
		if got := use(none, 1<<20, text); got > limit {
			t.Errorf("%s: %d bytes", name, got)
		}
		if got := use(all, 1<<20, text); got > 4*limit {
			t.Errorf("%s, where all are selected: %d bytes", name, got)
		}
	}
}

// An object past the limit is refused for little more memory than the limit: for
// half of it, a quarter and so on, and then all.
func TestReaderMaxDocumentMemory(t *testing.T) {
	const limit = 8 << 20
	for begin, want := range map[string]string{
		`{"a":"`: "1:1: an object may have 8388608 bytes, this one has more",
		`{"a":"` + strings.Repeat("y", limit-50) + "\"}\n{\"a\":\"": "2:1: an object may have 8388608 bytes",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := eval.NewReader(&repeated{text: "x", left: 3 * limit, rest: begin})
		r.MaxDocument = limit
		var fault error
		for _, fault = range r.All() {
		}
		runtime.ReadMemStats(&after)
		checkInputError(t, fault, want)
		if got := after.TotalAlloc - before.TotalAlloc; got > 2*limit+1<<20 {
			t.Errorf("%.10s: %d bytes", begin, got)
		}
	}
}

// repeated gives a text many times.
type repeated struct {
	text string
	left int
	rest string
}

func (r *repeated) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if r.rest == "" {
			if r.left == 0 {
				return n, io.EOF
			}
			r.left--
			r.rest = r.text
		}
		k := copy(p[n:], r.rest)
		r.rest = r.rest[k:]
		n += k
	}
	return n, nil
}
