package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/eval"
)

// typed are fields of every kind of order.
func typed(path ast.Path) (ast.FieldType, bool) {
	switch path {
	case "place":
		return ast.FieldType{Ordered: true, Enum: []string{"low", "middle", "high"}}, true
	case "when":
		return ast.FieldType{Kind: ast.KindDateTime}, true
	case "version":
		return ast.FieldType{Natural: true}, true
	}
	return ast.FieldType{}, false
}

// randomThing returns an object with a value of one of so many kinds under each
// name.
func randomThing(rng *rand.Rand, n, kinds int) string {
	values := []func() string{
		func() string {
			return fmt.Sprintf(`"2024-01-0%dT0%d:00:00+0%d:00"`, 1+rng.IntN(3), rng.IntN(4), rng.IntN(4))
		},
		func() string { return "null" },
		func() string { return fmt.Sprintf(`{"name":"2024-01-0%d"}`, 1+rng.IntN(3)) },
		func() string { return fmt.Sprintf(`"v%d"`, rng.IntN(12)) },
		func() string { return []string{`"low"`, `"middle"`, `"high"`, `"x\u0061"`}[rng.IntN(4)] },
		func() string { return fmt.Sprintf("[%d.%d,7]", rng.IntN(3)-1, rng.IntN(3)*10) },
		func() string { return fmt.Sprintf("%de%d", rng.IntN(3)-1, rng.IntN(5)-2) },
		func() string { return []string{"true", "false"}[rng.IntN(2)] },
	}
	value := func() string { return values[rng.IntN(kinds)]() }
	return fmt.Sprintf(`{"n":%d,"a":%s,"place":%s,"when":%s,"version":%s}`, n,
		value(), value(), value(), value())
}

// documentsOf yields objects, and then an error, if there is one.
func documentsOf(objects []json.RawMessage, end error) iter.Seq2[document, error] {
	return func(yield func(document, error) bool) {
		lent := []byte(nil)
		for _, object := range objects {
			lent = append(lent[:0], object...)
			if !yield(document{Document: eval.Document{Raw: lent}}, nil) {
				return
			}
		}
		if end != nil {
			yield(document{}, end)
		}
	}
}

// However little memory there is, and whatever the limit, the order is that of
// the library.
func TestSorting(t *testing.T) {
	cut := errors.New("cable cut")
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 1))
		objects := make([]json.RawMessage, rng.IntN(200))
		kinds := 1 + rng.IntN(8)
		for i := range objects {
			if rng.IntN(50) == 0 {
				kinds = 8
			}
			objects[i] = json.RawMessage(randomThing(rng, i, kinds))
		}
		field := []ast.Path{"a", "place", "when", "version", "missing"}[rng.IntN(5)]
		key := &ast.SortKey{Field: field, Desc: rng.IntN(2) == 0}
		order, err := eval.NewOrder(key, eval.WithTypes(typed))
		if err != nil {
			t.Fatal(err)
		}
		s := &sorting{order: order, memory: 1 << rng.IntN(18), dir: t.TempDir()}
		want := append([]json.RawMessage(nil), objects...)
		if err := eval.Sort(want, key, eval.WithTypes(typed)); err != nil {
			t.Fatal(err)
		}
		if rng.IntN(2) == 0 {
			n := 1 + rng.IntN(100)
			s.limit(n)
			want = want[:min(n, len(want))]
		}
		var got []json.RawMessage
		var last error
		for doc, err := range sorted(documentsOf(objects, cut), s) {
			if last != nil || err != nil && err != cut {
				t.Fatalf("seed %d: error %v after %v", seed, err, last)
			}
			if last = err; err == nil {
				got = append(got, json.RawMessage(string(doc.Raw)))
			}
		}
		if last != cut {
			t.Fatalf("seed %d: the error that ended the objects is lost", seed)
		}
		if diff := cmp.Diff(fmt.Sprintf("%s", want), fmt.Sprintf("%s", got)); diff != "" {
			t.Fatalf("seed %d, %v, %d bytes of memory (-want +got):\n%s", seed, key, s.memory, diff)
		}
		if left, err := os.ReadDir(s.dir); err != nil || len(left) > 0 {
			t.Fatalf("left in the folder: %v, %v", left, err)
		}
	}
}

// What the limit lets through is all that is kept.
func TestSortingKeepsLittle(t *testing.T) {
	order, err := eval.NewOrder(&ast.SortKey{Field: "a"})
	if err != nil {
		t.Fatal(err)
	}
	s := &sorting{order: order, memory: 1 << 20, dir: t.TempDir()}
	s.limit(10)
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 50_000 {
		object := []byte(randomThing(rng, i, 8))
		if err := s.makeKey(object); err != nil {
			t.Fatal(err)
		}
		if err := s.add(object); err != nil {
			t.Fatal(err)
		}
		if s.tops == nil || s.keeping > 20*1000 {
			t.Fatalf("%d bytes are kept after %d objects", s.keeping, i)
		}
	}
}

// Of objects that are merged, those whose turn has not come are not in memory.
func TestSortingLargeObjects(t *testing.T) {
	order, err := eval.NewOrder(&ast.SortKey{Field: "a"})
	if err != nil {
		t.Fatal(err)
	}
	const n, size, memory = 60, 1 << 20, 2 << 20
	s := &sorting{order: order, memory: memory, dir: t.TempDir()}
	large := strings.Repeat("x", size)
	objects := func(yield func(document, error) bool) {
		for i := range n {
			raw := fmt.Appendf(nil, `{"a":%d,"b":%q}`, i*7%n, large)
			if !yield(document{Document: eval.Document{Raw: raw}}, nil) {
				return
			}
		}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	i := 0
	for doc, err := range sorted(objects, s) {
		if want := fmt.Sprintf(`{"a":%d,`, i); err != nil || !strings.HasPrefix(string(doc.Raw), want) {
			t.Fatalf("got %.10s, %v; want %s", doc.Raw, err, want)
		}
		if i++; i == n/2 {
			runtime.GC()
			runtime.ReadMemStats(&after)
		}
	}
	if used := int64(after.HeapAlloc) - int64(before.HeapAlloc); used > 5*memory {
		t.Errorf("%d bytes are in use halfway", used)
	}
}

// The temporary file has no name, or the system removes it: whatever ends the
// program, nothing is left.
func TestSpillVanishes(t *testing.T) {
	dir := t.TempDir()
	s, err := newSpill(dir)
	if err != nil {
		t.Fatal(err)
	}
	if s.name != "" {
		t.Errorf("the program has to remove %s itself", s.name)
	}
	s.file.Close() // as the system does
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
}

// What --memory has no place for goes into a file; the order is the same.
func TestEvalSpills(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "things.ndjson")
	var b strings.Builder
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range 5000 {
		fmt.Fprintf(&b, "{\"id\":%d,\"when\":\"2024-01-0%dT00:00:00Z\",\"x\":%q}\n",
			rng.IntN(1000), 1+i%9, strings.Repeat("x", 1000))
	}
	writeFile(t, path, b.String())
	for _, flags := range [][]string{
		{"--sort=id"}, {"--sort=-when"}, {"--sort=-id", "--limit=3000"}, {"--sort=id", "--limit=1"},
	} {
		args := append([]string{"eval", "", path}, flags...)
		want, _, _ := runWith(strings.NewReader(""), args...)
		got, stderr, code := runWith(strings.NewReader(""), append(args, "--memory=1MB", "--temp", dir)...)
		if code != exitOK || got != want || want == "" {
			t.Errorf("%q: exit code %d, %d bytes, want %d, messages %q",
				flags, code, len(got), len(want), stderr)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left in the folder: %v, %v", left, err)
	}
}

// However many runs there are, no more are merged at once than memory has buffers
// for, and what is equal stays in order.
func TestManyRuns(t *testing.T) {
	order, err := eval.NewOrder(&ast.SortKey{Field: "a"})
	if err != nil {
		t.Fatal(err)
	}
	const runs, memory = 500, 5 * leastBuffer
	s := &sorting{order: order, memory: memory, dir: t.TempDir()}
	defer s.close()
	for i := range runs {
		object := fmt.Appendf(nil, `{"a":%d,"n":%d}`, i%3, i)
		if err := errors.Join(s.makeKey(object), s.add(object), s.spillHeld()); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.spill.runs); n != runs {
		t.Fatalf("%d runs, want %d", n, runs)
	}
	last, most, n := -1, 0, 0
	for object, err := range s.sorted() {
		var got struct{ A, N int }
		if err := errors.Join(err, json.Unmarshal(object, &got)); err != nil {
			t.Fatal(err)
		}
		if at := got.A*runs + got.N; at <= last {
			t.Errorf("%s comes too late", object)
		} else {
			last = at
		}
		most = max(most, len(s.spill.runs))
		n++
	}
	if n != runs || most > memory/leastBuffer {
		t.Errorf("%d objects of %d, of %d runs at once", n, runs, most)
	}
}

func TestSize(t *testing.T) {
	tests := map[string]int{
		"1": 1, "1B": 1, "512KB": 512 << 10, "64M": 64 << 20, "1gb": 1 << 30, "3k": 3 << 10,
		"": 0, "0": 0, "-1": 0, "KB": 0, "1.5MB": 0, "MB64": 0, "9999999999999999999": 0,
		"9223372036854775807G": 0, "1TB": 0, "64 MB": 0,
	}
	for text, want := range tests {
		var s size
		err := s.Set(text)
		if (err == nil) != (want > 0) || s.bytes != want {
			t.Errorf("%q is %d, %v; want %d", text, s.bytes, err, want)
		}
		var again size
		if err == nil && (again.Set(s.String()) != nil || again != s) {
			t.Errorf("%q is shown as %s", text, s.String())
		}
	}
}
