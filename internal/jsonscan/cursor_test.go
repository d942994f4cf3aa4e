package jsonscan_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/internal/jsonscan"
	"github.com/bbql/go-bbql/internal/stopwatch"
)

func ExampleCursor() {
	c := jsonscan.NewCursor([]byte(`{"id": 7, "tags": ["a", {"b": 1}]}`), 0)
	c.Enter()
	for {
		name, ok := c.NextName()
		if !ok {
			break
		}
		fmt.Printf("%s %s\n", name, c.Value())
	}
	c.End()
	fmt.Println(c.Err())
	// Output:
	// "id" 7
	// "tags" ["a", {"b": 1}]
	// <nil>
}

// TestCursorTime holds hostile texts to linear time.
func TestCursorTime(t *testing.T) {
	const size = 1 << 20
	for _, text := range []string{
		"[" + strings.Repeat("{},", size/3) + "{}]", "[" + strings.Repeat("{ },", size/4) + "{}]",
		"[" + strings.Repeat("{1},", size/4) + "{}]", strings.Repeat(`{"a":[`, size/6),
		"{" + strings.Repeat(`"a":{},`, size/7) + `"a":0}`, "{" + strings.Repeat("\t", size) + "}",
		`{"` + strings.Repeat(`\\`, size/2) + `":1}`,
	} {
		d := stopwatch.Used(func() {
			c := jsonscan.NewCursor([]byte(text), 0)
			flatten(&c, "", new(strings.Builder))
		})
		if d > 10*time.Second {
			t.Errorf("going over %.10q… took %v", text, d)
		}
	}
}

// flatten writes the leaves below the cursor as path=token.
func flatten(c *jsonscan.Cursor, path string, out *strings.Builder) {
	switch c.Peek() {
	case '{':
		c.Enter()
		for name, ok := c.NextName(); ok; name, ok = c.NextName() {
			flatten(c, path+"."+jsonscan.Text(name), out)
		}
	case '[':
		c.Enter()
		for i := 0; c.NextElement(); i++ {
			flatten(c, fmt.Sprintf("%s[%d]", path, i), out)
		}
	default:
		fmt.Fprintf(out, "%s=%s\n", path, c.Value())
	}
}

func TestCursor(t *testing.T) {
	const doc = ` { "a" : [ 1 , [ ] , { } , [ "x" ] ] , "b" : { "c" : null , "\u0064" : true } , "e":-0.5 } `
	c := jsonscan.NewCursor([]byte(doc), 0)
	var out strings.Builder
	flatten(&c, "", &out)
	c.End()
	const want = ".a[0]=1\n.a[3][0]=\"x\"\n.b.c=null\n.b.d=true\n.e=-0.5\n"
	if out.String() != want || c.Err() != nil {
		t.Errorf("got %s, %v; want %s", out.String(), c.Err(), want)
	}
}

func TestCursorPeek(t *testing.T) {
	want := map[string]byte{
		"{": '{', "[": '[', `"`: '"', "true": 't', "false": 'f', "null": 'n', "-1": '0', "0": '0',
		"9": '0',
		"":  0, "]": 0, "x": 0, " 7": '0',
	}
	for data, peek := range want {
		c := jsonscan.NewCursor([]byte(data), 0)
		if got := c.Peek(); got != peek {
			t.Errorf("Peek of %q is %q, want %q", data, got, peek)
		}
	}
}

func TestCursorErrorsStick(t *testing.T) {
	c := jsonscan.NewCursor([]byte(`{"a": x, "b": 1}`), 0)
	c.Enter()
	if name, ok := c.NextName(); !ok || string(name) != `"a"` {
		t.Fatalf("NextName = %s, %t", name, ok)
	}
	if v := c.Value(); v != nil {
		t.Errorf("Value = %s", v)
	}
	c.Enter()
	c.End()
	_, ok := c.NextName()
	if ok || c.NextElement() || c.Value() != nil || c.Peek() != 0 {
		t.Error("the cursor went on after an error")
	}
	if err := c.Err(); err == nil || err.Error() != "offset 6: expected a value, found 'x'" {
		t.Errorf("Err = %v", err)
	}
}

func TestCursorErrors(t *testing.T) {
	tests := []struct{ data, want string }{
		{`{"a":1} x`, "offset 8: expected nothing more, found 'x'"},
		{`{"a":1`, "offset 6: expected ',' or '}' in an object, but the text ends"},
		{`{"a":[1,2}`, "offset 9: expected ',' or ']' in an array, found '}'"},
		{`{"a"`, "offset 4: expected ':' after a name, but the text ends"},
	}
	for _, tt := range tests {
		c := jsonscan.NewCursor([]byte(tt.data), 0)
		flatten(&c, "", new(strings.Builder))
		c.End()
		if err := c.Err(); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.data, err, tt.want)
		}
		ends := strings.HasSuffix(tt.want, "ends")
		if errors.Is(c.Err(), jsonscan.ErrIncomplete) != ends {
			t.Errorf("%s: incomplete is %t", tt.data, !ends)
		}
	}
	c := jsonscan.NewCursor([]byte("1"), 0)
	c.Enter()
	if err := c.Err(); err == nil || err.Error() != "offset 0: expected an object or an array, found '1'" {
		t.Errorf("Enter on a number: %v", err)
	}
}

func TestCursorDepth(t *testing.T) {
	c := jsonscan.NewCursor([]byte("[[]]"), jsonscan.MaxDepth-1)
	c.Enter()
	if !c.NextElement() || c.Value() != nil || c.Err() == nil {
		t.Errorf("Value past the limit: %v", c.Err())
	}
	c = jsonscan.NewCursor([]byte("[[]]"), jsonscan.MaxDepth-1)
	c.Enter()
	c.NextElement()
	c.Enter()
	if c.Err() == nil {
		t.Error("Enter past the limit is no error")
	}
	c = jsonscan.NewCursor([]byte("[[],[]]"), jsonscan.MaxDepth-2)
	flatten(&c, "", new(strings.Builder))
	if c.Err() != nil {
		t.Errorf("at the limit: %v", c.Err())
	}
}

func FuzzCursor(f *testing.F) {
	for _, doc := range documents {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c := jsonscan.NewCursor(data, 0)
		flatten(&c, "", new(strings.Builder))
		c.End()
		if got, want := c.Err() == nil, json.Valid(data); got != want {
			t.Errorf("%q: valid is %t: %v", data, got, c.Err())
		}
	})
}

func BenchmarkSkip(b *testing.B) {
	text, objects := strings.Repeat("some text ", 100), strings.Repeat(`{"c":[1,2.5,null]},`, 100)
	doc := fmt.Appendf(nil, `{"a":"%s","b":[%s0]}`, text, objects)
	b.SetBytes(int64(len(doc)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := jsonscan.Skip(doc, 0); err != nil {
			b.Fatal(err)
		}
	}
}
