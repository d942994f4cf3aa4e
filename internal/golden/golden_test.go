package golden

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/internal/txtar"
)

const archive = `Words and their upper case.
-- data.json --
[1]
-- plain.in --
abc
-- plain.out --
ABC
-- with.dots.in --
x
-- with.dots.out --
X
`

func upper(_ *testing.T, c *Case) Outputs {
	return Outputs{"out": strings.ToUpper(c.Input("in"))}
}

// setUpdating makes one test behave as under -update, or not.
func setUpdating(t *testing.T, on bool) {
	old := *update
	*update = on
	t.Cleanup(func() { *update = old })
}

// writeTemp writes text to a file of its own directory and returns its path.
func writeTemp(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A recorder is a testing.TB that keeps its failures. Its Fatal ends the
// goroutine that called it, so failing code runs under [recorder.run].
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

func (r *recorder) run(f func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	<-done
}

func TestRun(t *testing.T) {
	setUpdating(t, false)
	path := writeTemp(t, "words.txtar", archive)
	var names []string
	Run(t, filepath.Dir(path), "in", func(t *testing.T, c *Case) Outputs {
		names = append(names, c.Name)
		if got := c.Shared("data.json"); got != "[1]\n" {
			t.Errorf("Shared(data.json) = %q", got)
		}
		return upper(t, c)
	})
	if want := []string{"plain", "with.dots"}; !slices.Equal(names, want) {
		t.Errorf("Run visited %q, want %q", names, want)
	}
	if got := read(t, path); got != archive {
		t.Errorf("Run without -update changed the archive:\n%s", got)
	}
}

func TestRunUpdating(t *testing.T) {
	setUpdating(t, true)
	path := writeTemp(t, "words.txtar", `Words.
-- data.json --
[1]
-- wrong.in --
abc
-- wrong.out --
xyz
-- wrong.stale --
gone
-- new.in --
def
-- sorted.out --
GHI
-- sorted.in --
ghi
`)
	want := `Words.
-- data.json --
[1]
-- wrong.in --
abc
-- wrong.out --
ABC
-- new.in --
def
-- new.out --
DEF
-- sorted.out --
GHI
-- sorted.in --
ghi
`
	Run(t, filepath.Dir(path), "in", upper)
	if diff := cmp.Diff(want, read(t, path)); diff != "" {
		t.Errorf("Run with -update wrote (-want +got):\n%s", diff)
	}
}

func TestProblems(t *testing.T) {
	tests := []struct {
		name, files string
		got         Outputs
		want        []string // a part of each problem
	}{
		{"equal", "-- a.in --\n-- a.out --\nX\n", Outputs{"out": "X"}, nil},
		{"equal with line break", "-- a.in --\n-- a.out --\nX\n", Outputs{"out": "X\n"}, nil},
		{"different", "-- a.in --\n-- a.out --\nX\n", Outputs{"out": "Y"}, []string{"a.out mismatch"}},
		{"one blank line more", "-- a.in --\n-- a.out --\nX\n", Outputs{"out": "X\n\n"}, []string{"a.out mismatch"}},
		{"missing", "-- a.in --\n", Outputs{"out": "X"}, []string{"a.out is missing"}},
		{"stale", "-- a.in --\n-- a.err --\nbad\n", nil, []string{"a.err is neither read nor produced"}},
		{
			"all at once", "-- a.in --\n-- a.err --\nbad\n-- a.out --\n1\n", Outputs{"out": "2", "more": ""},
			[]string{"a.more is missing", "a.out mismatch", "a.err is neither"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cases, err := group(txtar.Parse([]byte(tt.files)), "in")
			if err != nil {
				t.Fatal(err)
			}
			cases[0].tb = t
			cases[0].Input("in")
			got := cases[0].problems(tt.got)
			if !slices.EqualFunc(got, tt.want, strings.Contains) {
				t.Errorf("problems = %q, want parts %q", got, tt.want)
			}
		})
	}
}

func TestGroupErrors(t *testing.T) {
	tests := []struct{ name, files, want string }{
		{"nothing", "words\n", "no case: no file is called *.in"},
		{"no input", "-- a.out --\n", "no case: no file is called *.in"},
		{"name twice", "-- a.in --\n-- a.in --\n", "a.in is there twice"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := group(txtar.Parse([]byte(tt.files)), "in")
			if err == nil || err.Error() != tt.want {
				t.Errorf("group error = %v, want %s", err, tt.want)
			}
		})
	}
}

func TestOrphans(t *testing.T) {
	a := txtar.Parse([]byte("-- data.json --\n-- a.in --\n-- a.out --\n-- b.out --\n"))
	got := orphans(a, "in", map[string]bool{"out": true})
	if want := []string{"b.out"}; !slices.Equal(got, want) {
		t.Errorf("orphans = %q, want %q", got, want)
	}
}

func TestCaseLookup(t *testing.T) {
	cases, err := group(txtar.Parse([]byte("-- a.in --\nx\n-- a.sort --\n-id\n")), "in")
	if err != nil {
		t.Fatal(err)
	}
	c := cases[0]
	if text, ok := c.Lookup("sort"); text != "-id" || !ok {
		t.Errorf(`Lookup("sort") = %q, %t`, text, ok)
	}
	if text, ok := c.Lookup("other"); text != "" || ok {
		t.Errorf(`Lookup("other") = %q, %t`, text, ok)
	}
	for name, use := range map[string]func(){
		"has no a.out":          func() { c.Input("out") },
		"has no file data.json": func() { c.Shared("data.json") },
	} {
		r := &recorder{TB: t}
		c.tb = r
		r.run(use)
		if len(r.failures) != 1 || !strings.Contains(r.failures[0], name) {
			t.Errorf("failures = %q, want one with %q", r.failures, name)
		}
	}
}

func TestFile(t *testing.T) {
	setUpdating(t, false)
	path := writeTemp(t, "api.txt", "old\n")
	File(t, path, "old\n")

	r := &recorder{TB: t}
	File(r, path, "new\n")
	File(r, filepath.Join(t.TempDir(), "absent.txt"), "new\n")
	if len(r.failures) != 2 ||
		!strings.Contains(r.failures[0], "mismatch") || !strings.Contains(r.failures[1], "is missing") {
		t.Errorf("failures = %q, want a mismatch and a missing file", r.failures)
	}
}

func TestFileUpdating(t *testing.T) {
	setUpdating(t, true)
	path := filepath.Join(t.TempDir(), "new", "api.txt")
	for _, text := range []string{"one\n", "two\n"} {
		File(t, path, text)
		if got := read(t, path); got != text {
			t.Errorf("File wrote %q, want %q", got, text)
		}
	}
}
