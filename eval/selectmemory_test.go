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
