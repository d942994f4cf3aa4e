package jsonscan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

func TestStrict(t *testing.T) {
	many := func(names ...string) string {
		for i := range 100 {
			names = append(names, fmt.Sprint("n", i))
		}
		return `{"` + strings.Join(names, `":1,"`) + `":1}`
	}
	tests := []struct{ data, want string }{
		{`{}`, ""},
		{` [{"a":1},{"a":1},"a","a"] `, ""},
		{`{"a":{"a":{"a":1}},"b":["a:",":"]}`, ""},
		{`{"a":1,"b":{"c":1,"d":2,"c":3}}`, `offset 24: the object has the name "c" twice`},
		{`{"a":{"b":1},"\u0061":2}`, `offset 13: the object has the name "a" twice`},
		{`{"":1,"":2}`, `offset 6: the object has the name "" twice`},
		{`[[{"a" : 1, "b":{"a":1} , "a" : 2}]]`, `offset 26: the object has the name "a" twice`},
		{many(), ""},
		{many("n99"), `offset 791: the object has the name "n99" twice`},
		{many("x", "x"), `offset 7: the object has the name "x" twice`},
		{"{\"a\":\"\ufffd\"}", ""},
		{"{\"a\":\"x\xff\"}", "offset 7: expected UTF-8, found the byte 0xFF"},
		{"{\"a\":\"\xed\xa0\x80\"}", "offset 6: expected UTF-8, found the byte 0xED"},
		{`{"a":1,}`, `offset 7: expected a name in double quotes, found '}'`},
		{`{"a":1} 2`, `offset 8: expected nothing more, found '2'`},
	}
	for _, tt := range tests {
		err := jsonscan.Strict([]byte(tt.data))
		got := ""
		if err != nil {
			got = err.Error()
		}
		var syntax *jsonscan.SyntaxError
		if got != tt.want || err != nil && !errors.As(err, &syntax) {
			t.Errorf("Strict(%.60s) = %q, want %q", tt.data, got, tt.want)
		}
	}
}

// hasDuplicates reports, by other means than the package's, whether an object
// in valid data has a name twice.
func hasDuplicates(data []byte) bool {
	var again func(d *json.Decoder) bool
	again = func(d *json.Decoder) bool {
		token, err := d.Token()
		open, ok := token.(json.Delim)
		if err != nil || !ok {
			return false
		}
		found, names := false, map[any]bool{}
		for d.More() {
			if open == '{' {
				name, _ := d.Token()
				found = found || names[name]
				names[name] = true
			}
			found = again(d) || found
		}
		_, _ = d.Token()
		return found
	}
	return again(json.NewDecoder(bytes.NewReader(data)))
}

// FuzzStrict holds Strict to encoding/json, and a loose cursor to one that
// checks.
func FuzzStrict(f *testing.F) {
	for _, doc := range documents {
		f.Add([]byte(doc))
	}
	f.Add([]byte(`{"a":[{"\u0061":1,"a":2}],"b\\":"\\\"","":{"":0,"x":[[],{}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		valid := json.Valid(data)
		want := valid && utf8.Valid(data) && !hasDuplicates(data)
		if err := jsonscan.Strict(data); want != (err == nil) {
			t.Fatalf("Strict(%q) = %v", data, err)
		}
		checked, loose := jsonscan.NewCursor(data, 0), jsonscan.Cursor{}
		loose.Reset(data, true)
		got := loose.Value()
		if valid && !bytes.Equal(got, checked.Value()) {
			t.Errorf("loose value of %q: %q", data, got)
		}
		for leave := range 3 {
			checked, loose := jsonscan.NewCursor(data, 0), jsonscan.Cursor{}
			loose.Reset(data, true)
			if leaveAfter(&checked, leave); valid {
				leaveAfter(&loose, leave)
				if checked.Err() != nil || loose.Err() != nil || checked.Offset() != loose.Offset() {
					t.Errorf("%q after %d: %v, %v", data, leave, checked, loose)
				}
			}
		}
	})
}

// leaveAfter enters the value ahead and leaves it after some of its values.
func leaveAfter(c *jsonscan.Cursor, values int) {
	bracket := c.Peek()
	if bracket != '{' && bracket != '[' {
		return
	}
	c.Enter()
	for range values {
		more := false
		if bracket == '{' {
			_, more = c.NextName()
		} else {
			more = c.NextElement()
		}
		if !more {
			return
		}
		c.Value()
	}
	c.Leave(bracket)
	c.End()
}
