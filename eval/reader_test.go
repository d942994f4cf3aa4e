package eval_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// readAll returns the documents of r as text, and the error that ended them.
func readAll(r io.Reader) (docs []string, err error) {
	for doc, err := range eval.NewReader(r).All() {
		if err != nil {
			return docs, err
		}
		docs = append(docs, string(doc.Raw))
	}
	return docs, nil
}

func TestReaderShapes(t *testing.T) {
	tests := map[string]struct {
		in   string
		want []string
	}{
		"empty":        {"", nil},
		"blank":        {" \r\n\t ", nil},
		"object":       {`{"id":1}`, []string{`{"id":1}`}},
		"empty object": {`{}`, []string{`{}`}},
		"bytes as they came": {
			"\n{ \"a\" :\n 1.50E+1, \"a\":\"\\u0041\" }\n",
			[]string{"{ \"a\" :\n 1.50E+1, \"a\":\"\\u0041\" }"},
		},
		"array":       {`[{"id":1}, {"id":2}]`, []string{`{"id":1}`, `{"id":2}`}},
		"empty array": {`[ ]`, nil},
		"lines": {
			"{\"id\":1}\n{\"id\":2}\r\n\n{\"id\":3}",
			[]string{`{"id":1}`, `{"id":2}`, `{"id":3}`},
		},
		"concatenated": {
			`{"id":1}{"id":2}[{"id":3}]{}`,
			[]string{`{"id":1}`, `{"id":2}`, `{"id":3}`, `{}`},
		},
		"byte order mark": {"\ufeff{\"id\":1}", []string{`{"id":1}`}},
		"only a mark":     {"\ufeff", nil},
		"page": {
			`{"pagelen":10,"values":[{"id":1},{"id":2}],"page":1,"size":2}`,
			[]string{`{"id":1}`, `{"id":2}`},
		},
		"page, values first": {`{"values": [{"id":1}], "pagelen": 10}`, []string{`{"id":1}`}},
		"page, values last": {
			`{"next":"x","previous":null,"values":[{"id":1}]}`,
			[]string{`{"id":1}`},
		},
		"page, values alone": {`{"values":[{"id":1}]}`, []string{`{"id":1}`}},
		"page of search": {
			`{"query_substituted":false,"values":[{"id":1}]}`,
			[]string{`{"id":1}`},
		},
		"page without values": {`{"pagelen":10,"values":[],"size":0}`, nil},
		"page, escaped name":  {`{"v\u0061lues":[{"id":1}],"p\u0061ge":1}`, []string{`{"id":1}`}},
		"page, values twice":  {`{"values":[{"id":1}],"values":3}`, []string{`{"id":1}`}},
		"pages": {
			`{"values":[{"id":1}],"page":1}` + "\n" + `{"page":2,"values":[{"id":2}]}`,
			[]string{`{"id":1}`, `{"id":2}`},
		},
		"array of pages": {
			`[{"values":[{"id":1}]},{"values":[]},{"values":[{"id":2}]}]`,
			[]string{`{"id":1}`, `{"id":2}`},
		},
		"mixture": {
			`[{"id":1},{"values":[{"id":2}]}] {"id":3} {"values":[{"id":4}]}`,
			[]string{`{"id":1}`, `{"id":2}`, `{"id":3}`, `{"id":4}`},
		},

		"no page: stranger before": {
			`{"id":7,"values":[{"id":1}]}`,
			[]string{`{"id":7,"values":[{"id":1}]}`},
		},
		"no page: stranger after": {
			`{"values":[{"id":1}],"id":7}`,
			[]string{`{"values":[{"id":1}],"id":7}`},
		},
		"no page: values no array": {
			`{"size":1,"values":{"id":1}}`,
			[]string{`{"size":1,"values":{"id":1}}`},
		},
		"no page: values scalars": {`{"values":[1,2]}`, []string{`{"values":[1,2]}`}},
		"no page: first values": {
			`{"values":0,"values":[{"id":1}]}`,
			[]string{`{"values":0,"values":[{"id":1}]}`},
		},
		"no page: envelope alone": {`{"size":0,"page":1}`, []string{`{"size":0,"page":1}`}},
		"no page: in a page": {
			`{"values":[{"values":[{"id":1}]}]}`,
			[]string{`{"values":[{"id":1}]}`},
		},
		"no page: below the top": {
			`{"a":{"values":[{"id":1}]}}`,
			[]string{`{"a":{"values":[{"id":1}]}}`},
		},
		"no page: other case":       {`{"Values":[{"id":1}]}`, []string{`{"Values":[{"id":1}]}`}},
		"no page: name of a string": {`{"title":"values"}`, []string{`{"title":"values"}`}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for reader, r := range readers(tt.in) {
				got, err := readAll(r)
				if err != nil {
					t.Fatalf("%s: %v", reader, err)
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("%s mismatch (-want +got):\n%s", reader, diff)
				}
			}
		})
	}
}

// readers returns readers of text that give it in different portions.
func readers(text string) map[string]io.Reader {
	return map[string]io.Reader{
		"whole":         strings.NewReader(text),
		"one byte":      iotest.OneByteReader(strings.NewReader(text)),
		"half":          iotest.HalfReader(strings.NewReader(text)),
		"end with data": iotest.DataErrReader(strings.NewReader(text)),
	}
}

func TestReaderErrors(t *testing.T) {
	tests := map[string]struct {
		in   string
		docs int // how many come before the error
		want string
	}{
		"number": {"\n 12", 0,
			"2:2: expected a JSON object or an array of objects, found a number",
		},
		"null": {"null", 0,
			"1:1: expected a JSON object or an array of objects, found null",
		},
		"text": {"<html>", 0,
			"1:1: expected a JSON object or an array of objects, found <",
		},
		"compressed": {"\x1f\x8b\x08", 0,
			"1:1: expected a JSON object or an array of objects, found compressed data",
		},
		"UTF-16": {"\xff\xfe{\x00", 0,
			"1:1: expected a JSON object or an array of objects, found UTF-16 text",
		},
		"second mark": {"{}\ufeff", 1,
			"1:3: expected a JSON object or an array of objects, found the byte 0xef",
		},
		"comma between": {"{},{}", 1,
			"1:3: expected a JSON object or an array of objects, found a comma",
		},
		"stray bracket": {"[]]", 0,
			"1:3: expected a JSON object or an array of objects, found ]",
		},
		"array of numbers": {"[{},\n 2]", 1,
			"2:2: expected an object as element 2 of the array that begins at 1:1, found a number",
		},
		"array of arrays": {"[[]]", 0,
			"1:2: expected an object as element 1 of the array that begins at 1:1, found an array",
		},
		"missing comma": {"[{} {}]", 1,
			"1:5: expected a comma or ] after element 1 of the array that begins at 1:1, found an object",
		},
		"trailing comma": {"[{},]", 1,
			"1:5: expected an object as element 2 of the array that begins at 1:1, found ]",
		},
		"leading comma": {"[,{}]", 0,
			"1:2: expected an object as element 1 of the array that begins at 1:1, found a comma",
		},
		"open array": {"\n[{}, ", 1,
			"2:6: the input ends inside the array that begins at 2:1",
		},
		"open object": {"{}\n{\"a\": 1", 1,
			"2:8: the input ends inside an object that begins at 2:1",
		},
		"open page": {`{"values":[{}`, 1,
			"1:14: the input ends inside values of the page that begins at 1:1",
		},
		"open envelope": {`{"values":[{}]`, 1,
			"1:15: the input ends after values of the page that begins at 1:1",
		},
		"open envelope name": {`{"values":[{}],"si`, 1,
			"1:19: the input ends inside a string that begins at 1:16",
		},
		"page of numbers": {`{"values":[{},1]}`, 1,
			"1:15: expected an object as element 2 of values of the page that begins at 1:1, found",
		},
		"broken envelope": {`{"values":[{}] "size":1}`, 1,
			"1:16: expected a comma after values of the page that begins at 1:1, found a string",
		},
		"broken name": {`{"values":[{}], size:1}`, 1,
			"1:17: expected a string after values of the page that begins at 1:1, found s",
		},
		"broken member": {`{"values":[{}], "size" 1}`, 1,
			"1:24: expected a colon after values of the page that begins at 1:1, found a number",
		},
		"broken syntax": {"{\"id\":1}\n{\"id\":tru}", 1,
			"2:10: expected true",
		},
		"bare name": {`{id:1}`, 0, `1:2: expected `},
		"line feed in text": {"{\"a\":\"x\ny\"}", 0,
			"1:8: expected an escape",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for reader, r := range readers(tt.in) {
				docs, err := readAll(r)
				if len(docs) != tt.docs {
					t.Errorf("%s: %d documents before the error, want %d", reader, len(docs), tt.docs)
				}
				checkInputError(t, err, tt.want)
			}
		})
	}
}

// checkInputError compares the start of an error's text: what is wrong inside a
// value is worded by the scanner.
func checkInputError(t *testing.T, err error, want string) {
	t.Helper()
	var input *eval.InputError
	if !errors.As(err, &input) {
		t.Fatalf("error %v of type %T, want an *InputError", err, err)
	}
	if !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %q, want one that begins with %q", err, want)
	}
}

func TestReaderPlaces(t *testing.T) {
	type place struct {
		Offset int64
		Line   int
	}
	in := "\ufeff[{\"a\":\n1},\n\n {}]\n{\"values\":[\n{}]}\n{}"
	want := []place{{4, 1}, {16, 4}, {32, 6}, {37, 7}}
	for reader, r := range readers(in) {
		var got []place
		for doc, err := range eval.NewReader(r).All() {
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(in[doc.Offset:], string(doc.Raw)) {
				t.Errorf("%s: %s is not at offset %d", reader, doc.Raw, doc.Offset)
			}
			got = append(got, place{doc.Offset, doc.Line})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", reader, diff)
		}
	}
}

// Every beginning of a stream gives the documents that it holds whole and then
// an error at its end, or no error between two documents.
func TestReaderTruncated(t *testing.T) {
	in := "\ufeff[{\"a\": [1, \"x]\\\"\"]}, {}]\n" +
		`{"size": 2, "values": [{"b": -1.5e3}, {"c": null}], "next": "n"}` + "\n{\"d\": true}{}"
	all, err := readAll(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	for end := range in {
		docs, err := readAll(strings.NewReader(in[:end]))
		if len(docs) > len(all) || !slices.Equal(docs, all[:len(docs)]) {
			t.Errorf("%q gives %q", in[:end], docs)
		}
		var input *eval.InputError
		if errors.As(err, &input) && strings.Contains(input.Msg, "ends") && input.Offset != int64(end) {
			t.Errorf("%q: error at %d, want the end, %d", in[:end], input.Offset, end)
		}
		if clean := isStream(in[:end]); clean != (err == nil) {
			t.Errorf("%q: error %v", in[:end], err)
		}
	}
}

// isStream is what encoding/json says.
func isStream(in string) bool {
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(in, "\ufeff")))
	for {
		var v any
		switch err := d.Decode(&v); {
		case err == io.EOF:
			return true
		case err != nil:
			return false
		}
	}
}

// A chunker gives its text in portions of random size, some of them empty.
type chunker struct {
	text string
	rng  *rand.Rand
}

func (c *chunker) Read(p []byte) (int, error) {
	if c.text == "" {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), c.rng.IntN(1<<c.rng.IntN(12)))], c.text)
	c.text = c.text[n:]
	return n, nil
}

func TestReaderRandom(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 2))
		in, want := randomStream(rng)
		got, err := readAll(&chunker{in, rng})
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, in)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d mismatch (-want +got):\n%s\n%s", seed, diff, in)
		}
	}
}

// A stream with one byte changed is refused whenever encoding/json refuses it.
func TestReaderRandomFaults(t *testing.T) {
	for seed := range uint64(1000) {
		rng := rand.New(rand.NewPCG(seed, 3))
		in, _ := randomStream(rng)
		if in == "" {
			continue
		}
		broken := []byte(in)
		broken[rng.IntN(len(broken))] = `{}[]",:0x\ `[rng.IntN(11)]
		_, err := readAll(&chunker{string(broken), rng})
		if err == nil && !isStream(string(broken)) {
			t.Fatalf("seed %d: no error in\n%s", seed, broken)
		}
		var input *eval.InputError
		if err != nil && (!errors.As(err, &input) || input.Offset > int64(len(broken))) {
			t.Fatalf("seed %d: error %v", seed, err)
		}
	}
}

// randomStream returns a stream and the documents in it.
func randomStream(rng *rand.Rand) (in string, docs []string) {
	var b strings.Builder
	for range rng.IntN(4) {
		var part []string
		for range rng.IntN(5) {
			part = append(part, randomObject(rng))
		}
		list := strings.Join(part, randomSpace(rng)+","+randomSpace(rng))
		switch rng.IntN(3) {
		case 0:
			b.WriteString(strings.Join(part, randomSpace(rng)))
		case 1:
			b.WriteString("[" + list + randomSpace(rng) + "]")
		case 2:
			b.WriteString(`{"size":1,` + randomSpace(rng) + `"values":[` + list + `],"page":2 }`)
		}
		b.WriteString(randomSpace(rng))
		docs = append(docs, part...)
	}
	return b.String(), docs
}

func randomSpace(rng *rand.Rand) string {
	return strings.Repeat(string(" \n\t\r"[rng.IntN(4)]), rng.IntN(3))
}

func randomObject(rng *rand.Rand) string {
	names := []string{"id", "size", "values", "page", "x\\u0079", "é", ""}
	members := make([]string, rng.IntN(4))
	for i := range members {
		name := names[rng.IntN(len(names))]
		members[i] = fmt.Sprintf("%q:%s%s", name, randomSpace(rng), randomValue(rng, 3))
	}
	// The first member keeps the object from being a page.
	return `{"#":0` + strings.Join(append([]string{""}, members...), ",") + "}"
}

func randomValue(rng *rand.Rand, depth int) string {
	scalars := []string{"1", "-0.5e+7", "null", "true", "false", `""`, `"]}{["`, `"\\\""`, `"ü\n"`,
		`"` + strings.Repeat("long", rng.IntN(2000)) + `"`}
	switch n := rng.IntN(len(scalars) + 2*depth); {
	case n < len(scalars):
		return scalars[n]
	case n%2 == 0:
		return "[" + randomValue(rng, depth-1) + " , " + randomValue(rng, depth-1) + "]"
	}
	return "{ \"values\" : " + randomValue(rng, depth-1) + "}"
}

// However a stream comes, it gives the same documents and the same error; and
// what is no JSON is an error.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		`{"id":1}`, `[{"id":1},{}]`, `{"values":[{}],"size":1}`, "{}\n{}", "\ufeff{}", `[{"values":[{}]}]`,
		`{"values":[{}],"x":1}`, `{"size":1,"values":[`, `{"a":"\ud800\\"}`, `{"values":[]}{}`, "[{},]",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := readAll(strings.NewReader(in))
		slow, slowErr := readAll(iotest.OneByteReader(strings.NewReader(in)))
		if !slices.Equal(docs, slow) || fmt.Sprint(err) != fmt.Sprint(slowErr) {
			t.Fatalf("%q, %v; byte by byte %q, %v", docs, err, slow, slowErr)
		}
		if err == nil && !isStream(in) {
			t.Fatal("no error")
		}
		var input *eval.InputError
		if err != nil && (!errors.As(err, &input) || input.Offset > int64(len(in))) {
			t.Fatalf("error %v", err)
		}
		for _, doc := range docs {
			if doc[0] != '{' || !json.Valid([]byte(doc)) {
				t.Fatalf("document %q", doc)
			}
		}
	})
}

func TestReaderHugeElement(t *testing.T) {
	huge := `{"a":"` + strings.Repeat(`\"[`, 200_000) + `"}`
	for reader, r := range readers("[" + huge + ",{}] " + huge) {
		got, err := readAll(r)
		if err != nil || len(got) != 3 || got[0] != huge || got[1] != "{}" || got[2] != huge {
			t.Errorf("%s: %d documents, error %v", reader, len(got), err)
		}
	}
}

func TestReaderDepth(t *testing.T) {
	nested := func(n int) string {
		return `{"a":` + strings.Repeat("[", n) + strings.Repeat("]", n) + "}"
	}
	if _, err := readAll(strings.NewReader(nested(9_999))); err != nil {
		t.Error(err)
	}
	for _, n := range []int{10_000, 1_000_000} {
		_, err := readAll(strings.NewReader(nested(n)))
		checkInputError(t, err, "1:10005: nested more than 10000 levels deep")
	}
}

func TestReaderMaxDocument(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 1<<20) + `"}`
	page := `{"values":[{}` + strings.Repeat(`,{"id":1}`, 200_000) + `]}`
	tests := map[string]struct {
		in    string
		limit int
		docs  int
		want  string // "" for no error
	}{
		"large":     {`[{"id":1},` + long + `]`, 100 << 10, 1, "1:11: an object may have 102400 bytes, this one has more: raise the limit of MaxDocument"},
		"small":     {`{"id":1} {"id":22}`, 8, 1, "1:10: an object may have 8 bytes, this one has more"},
		"page":      {page, 8, 200_001, ""},
		"long next": {strings.Replace(long, "a", "next", 1), 9, 0, "1:1: an object may have 9 bytes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := eval.NewReader(strings.NewReader(tt.in))
			r.MaxDocument = tt.limit
			docs := 0
			for _, err := range r.All() {
				if err != nil {
					checkInputError(t, err, tt.want)
					return
				}
				docs++
			}
			if docs != tt.docs || tt.want != "" {
				t.Errorf("%d documents without an error, want %d and %q", docs, tt.docs, tt.want)
			}
		})
	}
}

// Objects of any size up to the limit are read, wherever they stand in the buffer.
func TestReaderJustBelowMaxDocument(t *testing.T) {
	const limit = 200_000
	var b strings.Builder
	sizes := []int{limit, 1, limit, 70_000, limit - 1, limit, 40_000, limit / 2, limit, limit}
	for _, n := range sizes {
		fmt.Fprintf(&b, `{"a":"%s"} `, strings.Repeat("x", max(0, n-len(`{"a":""}`))))
	}
	r := eval.NewReader(strings.NewReader(b.String()))
	r.MaxDocument = limit
	docs := 0
	for doc, err := range r.All() {
		if want := max(sizes[docs], len(`{"a":""}`)); err != nil || len(doc.Raw) != want {
			t.Fatalf("%d bytes, want %d: %v", len(doc.Raw), want, err)
		}
		docs++
	}
	if docs != len(sizes) {
		t.Errorf("%d documents, want %d", docs, len(sizes))
	}
}

// A large page is read without holding it, and then a stranger after its values
// is an error.
func TestReaderLargePage(t *testing.T) {
	const n = 200_000
	element := `{"id":1,"title":"` + strings.Repeat("x", 100) + `"}`
	page := func(end string) io.Reader {
		parts := []io.Reader{strings.NewReader(`{"pagelen":10,"values":[` + element)}
		for range n - 1 {
			parts = append(parts, strings.NewReader(","+element))
		}
		return io.MultiReader(append(parts, strings.NewReader(end))...)
	}
	count := func(end string) (docs int, err error) {
		for _, err := range eval.NewReader(page(end)).All() {
			if err != nil {
				return docs, err
			}
			docs++
		}
		return docs, nil
	}
	var before, after runtime.MemStats
	source := page(`],"size":1}`)
	runtime.ReadMemStats(&before)
	docs := 0
	for _, err := range eval.NewReader(source).All() {
		if err != nil {
			t.Fatal(err)
		}
		docs++
	}
	runtime.ReadMemStats(&after)
	if docs != n {
		t.Errorf("%d documents, want %d", docs, n)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
		t.Errorf("reading %d MB allocated %d MB", n*len(element)>>20, used>>20)
	}
	docs, err := count(`],"title":"t"}`)
	if docs != n {
		t.Errorf("%d documents, want %d", docs, n)
	}
	checkInputError(t, err, fmt.Sprintf(
		`1:%d: "title" after values of the page that begins at 1:1 belongs to no page`,
		len(`{"pagelen":10,"values":[],`)+n*(len(element)+1)))
}

// A document is delivered as soon as it is there, however it comes.
func TestReaderLive(t *testing.T) {
	pr, pw := io.Pipe()
	got := make(chan string)
	go func() {
		for doc, err := range eval.NewReader(pr).All() {
			if err != nil {
				got <- err.Error()
				return
			}
			got <- string(doc.Raw)
		}
	}()
	parts := map[string][]string{
		`{"title":"abc","id":1}`: {`{"title":"ab`, `c","i`, `d":1}`},
		`{"id":2}`:               {`{"size":1,"values":[{"id":2}],"page`, `":1`, `}`},
	}
	for want, writes := range parts {
		go func() {
			for _, w := range writes {
				io.WriteString(pw, w)
			}
		}()
		select {
		case doc := <-got:
			if doc != want {
				t.Errorf("got %s, want %s", doc, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%s was not delivered", want)
		}
	}
	pw.Close()
}

// Broken syntax is found soon, not at the end of the input.
func TestReaderStopsEarly(t *testing.T) {
	rest := bytes.Repeat([]byte("{\"b\":1}\n"), 1<<20)
	source := bytes.NewReader(append([]byte("{\"a\":1\n"), rest...))
	_, err := readAll(source)
	checkInputError(t, err, "2:1: expected ',' or '}'")
	if read := source.Size() - int64(source.Len()); read > 1<<20 {
		t.Errorf("%d bytes were read to find an error in the first ten", read)
	}
}

func TestReaderSourceErrors(t *testing.T) {
	broken := errors.New("broken pipe")
	source := io.MultiReader(strings.NewReader(`{"id":1}{"id":2`), iotest.ErrReader(broken))
	docs, err := readAll(source)
	if err != broken || len(docs) != 1 {
		t.Errorf("%d documents, error %v, want 1 and the source's own", len(docs), err)
	}
	page := `{"size":3,"values":[{"id":1},{"id":2},{"id"`
	docs, err = readAll(io.MultiReader(strings.NewReader(page), iotest.ErrReader(broken)))
	if err != broken || len(docs) != 2 {
		t.Errorf("%d documents of a page, error %v, want 2 and the source's own", len(docs), err)
	}
	if _, err := readAll(stuck{}); err != io.ErrNoProgress {
		t.Errorf("error %v, want %v", err, io.ErrNoProgress)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestReaderStop(t *testing.T) {
	r := eval.NewReader(strings.NewReader(`{"id":1}{"id":2}{"id":3}`))
	for range r.All() {
		break
	}
	var rest []string
	for doc, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		rest = append(rest, string(doc.Raw))
	}
	if diff := cmp.Diff([]string{`{"id":2}`, `{"id":3}`}, rest); diff != "" {
		t.Errorf("rest mismatch (-want +got):\n%s", diff)
	}
}

func BenchmarkReader(b *testing.B) {
	doc := `{"id":1,"title":"Fix the login page","author":{"nickname":"jdoe"},"reviewers":[]}`
	in := strings.Repeat(doc+"\n", 10_000)
	b.SetBytes(int64(len(in)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range eval.NewReader(strings.NewReader(in)).All() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

func ExampleReader() {
	expr := bbql.MustParse(`state = "OPEN"`)
	m, err := eval.Compile(expr)
	if err != nil {
		log.Fatal(err)
	}
	page := `{"pagelen": 10, "values": [{"id": 1, "state": "OPEN"}, {"id": 2, "state": "MERGED"}]}`
	for doc, err := range eval.NewReader(strings.NewReader(page)).All() {
		if err != nil {
			log.Fatal(err)
		}
		ok, err := m.MatchJSON(doc.Raw)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s at line %d, offset %d: %t\n", doc.Raw, doc.Line, doc.Offset, ok)
	}
	// Output:
	// {"id": 1, "state": "OPEN"} at line 1, offset 27: true
	// {"id": 2, "state": "MERGED"} at line 1, offset 55: false
}
