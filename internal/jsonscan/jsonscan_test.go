package jsonscan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/jsonscan"
	"github.com/bbql/go-bbql/internal/stopwatch"
)

// documents are valid; each is one value without space around it.
var documents = []string{
	`null`, `true`, `false`, `0`, `-0`, `12`, `-1.50`, `1e5`, `1E+5`, `0.1e-7`, `1e999999999999`,
	`""`, `"a"`, `"\"\\\/\b\f\n\r\t\u00e9"`, `"\ud83d\ude00"`, `"\ud83d"`, "\"\xff\"",
	"\"é\u2028\"", "\"\x7f\"",
	`{}`, `[]`, `{ }`, "[\n]", `[[]]`, `[{}]`, `{"a":{}}`, `{"a":[]}`,
	`[1,2]`, `[ 1 , 2 ]`, `[[1],[2,[3]],{"a":[4]}]`,
	`{"a":1}`, `{ "a" : 1 , "b" : [ true , null ] }`, `{"a":1,"a":2}`, `{"":""}`,
	`{"}":"{","]":"["}`,
	`{"a":"\\"}`, `{"a":"\\\""}`, `["a\"]",1]`,
}

func TestSkip(t *testing.T) {
	for _, doc := range documents {
		for _, rest := range []string{"", " ", "\n", ",", "}", "]", ` {"b":`} {
			end, err := jsonscan.Skip([]byte(doc+rest), 0)
			if err != nil || end != len(doc) {
				t.Errorf("Skip(%q) = %d, %v; want %d", doc+rest, end, err, len(doc))
			}
		}
		data := []byte("xy" + doc)
		if end, err := jsonscan.Skip(data, 2); err != nil || end != len(data) {
			t.Errorf("Skip(%q, 2) = %d, %v", data, end, err)
		}
	}
}

func TestSkipIncomplete(t *testing.T) {
	for _, doc := range documents {
		for n := range doc {
			prefix := doc[:n]
			if json.Valid([]byte(prefix)) {
				continue // a number that could have ended
			}
			var syntax *jsonscan.SyntaxError
			_, err := jsonscan.Skip([]byte(prefix), 0)
			switch {
			case !errors.Is(err, jsonscan.ErrIncomplete):
				t.Errorf("Skip(%q): %v; want ErrIncomplete", prefix, err)
			case !errors.As(err, &syntax) || syntax.Offset != n:
				t.Errorf("Skip(%q): %v; want offset %d", prefix, err, n)
			}
		}
	}
}

func TestSkipErrors(t *testing.T) {
	tests := []struct{ data, want string }{
		{`}`, `offset 0: expected a value, found '}'`},
		{`x`, `offset 0: expected a value, found 'x'`},
		{`trux`, `offset 3: expected true, found 'x'`},
		{`nil`, `offset 1: expected null, found 'i'`},
		{`faLse`, `offset 2: expected false, found 'L'`},
		{`-`, `offset 1: expected a digit, but the text ends`},
		{`-x`, `offset 1: expected a digit, found 'x'`},
		{`+1`, `offset 0: expected a value, found '+'`},
		{`.5`, `offset 0: expected a value, found '.'`},
		{`1.`, `offset 2: expected a digit, but the text ends`},
		{`1.e5`, `offset 2: expected a digit, found 'e'`},
		{`1e+`, `offset 3: expected a digit, but the text ends`},
		{`[01]`, `offset 2: expected ',' or ']' in an array, found '1'`},
		{`[1,]`, `offset 3: expected a value, found ']'`},
		{`[,1]`, `offset 1: expected a value, found ','`},
		{`[1 2]`, `offset 3: expected ',' or ']' in an array, found '2'`},
		{`[1}`, `offset 2: expected ',' or ']' in an array, found '}'`},
		{`{"a":1]`, `offset 6: expected ',' or '}' in an object, found ']'`},
		{`{"a":1,}`, `offset 7: expected a name in double quotes, found '}'`},
		{`{,}`, `offset 1: expected a name in double quotes, found ','`},
		{`{a:1}`, `offset 1: expected a name in double quotes, found 'a'`},
		{`{'a':1}`, `offset 1: expected a name in double quotes, found '\''`},
		{`{"a" 1}`, `offset 5: expected ':' after a name, found '1'`},
		{`{"a"}`, `offset 4: expected ':' after a name, found '}'`},
		{`{"a":}`, `offset 5: expected a value, found '}'`},
		{"\"a\nb\"",
			`offset 2: expected an escape for a control character in a string, found '\n'`},
		{"\"\x00\"",
			`offset 1: expected an escape for a control character in a string, found '\x00'`},
		{`"\x"`, `offset 2: expected one of "\/bfnrtu after a backslash, found 'x'`},
		{`"\u12G4"`, `offset 5: expected four hexadecimal digits after \u, found 'G'`},
		{`"a`, `offset 2: expected the closing quote of a string, but the text ends`},
		{"[\xff]", `offset 1: expected a value, found the byte 0xFF`},
		{"[\u00a0]", `offset 1: expected a value, found '\u00a0'`},
		{"\ufeff1", `offset 0: expected a value, found '\ufeff'`},
		{``, `offset 0: expected a value, but the text ends`},
	}
	for _, tt := range tests {
		_, err := jsonscan.Skip([]byte(tt.data), 0)
		if err == nil || err.Error() != tt.want {
			t.Errorf("Skip(%q)\n got %v\nwant %s", tt.data, err, tt.want)
		}
		incomplete := strings.HasSuffix(tt.want, "ends")
		if errors.Is(err, jsonscan.ErrIncomplete) != incomplete {
			t.Errorf("Skip(%q): %v: incomplete is %t", tt.data, err, !incomplete)
		}
	}
}

func TestSkipDepth(t *testing.T) {
	for _, nested := range []func(n int) string{
		func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) },
		func(n int) string { return strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n) },
		func(n int) string {
			return strings.Repeat(`[{"a":`, n/2) + "1" + strings.Repeat("}]", n/2)
		},
	} {
		for _, depth := range []int{62, 64, 66, jsonscan.MaxDepth} {
			doc := nested(depth)
			if end, err := jsonscan.Skip([]byte(doc), 0); err != nil || end != len(doc) {
				t.Errorf("%.10s… %d deep: %d, %v", doc, depth, end, err)
			}
		}
		_, err := jsonscan.Skip([]byte(nested(jsonscan.MaxDepth+2)), 0)
		if err == nil || !strings.Contains(err.Error(), "nested more than 10000 levels deep") {
			t.Errorf("past the limit: %v", err)
		}
	}
}

// TestSkipNested compares Skip and Strict with encoding/json on deep values of
// which one byte is another.
func TestSkipNested(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	valid, strict := 0, 0
	for range 2_000 {
		doc := []byte(nestedValue(random, 1+random.IntN(200)))
		if random.IntN(3) > 0 {
			doc[random.IntN(len(doc))] = `{}[],:"\ 1`[random.IntN(10)]
		}
		want := json.Valid(doc)
		end, err := jsonscan.Skip(doc, 0)
		if got := err == nil && jsonscan.SkipSpace(doc, end) == len(doc); got != want {
			t.Fatalf("Skip(%s) = %d, %v", doc, end, err)
		}
		if err := jsonscan.Strict(doc); (err == nil) != (want && utf8.Valid(doc) && !hasDuplicates(doc)) {
			t.Fatalf("Strict(%s): %v", doc, err)
		} else if err == nil {
			strict++
		}
		if want {
			valid++
		}
	}
	if strict < 100 || valid < strict+100 || valid > 1_900 {
		t.Errorf("%d are valid, of which %d have no duplicates", valid, strict)
	}
}

// nestedValue returns an array or an object that is so deep, and has other
// members before and behind the deep one.
func nestedValue(random *rand.Rand, depth int) string {
	if depth == 0 {
		return []string{"{}", "[]", "12", `"text with an \\ and ü"`, `"a\"b"`, "true"}[random.IntN(6)]
	}
	before, behind := strings.Repeat("1, ", random.IntN(2)), strings.Repeat(` , "x"`, random.IntN(2))
	if random.IntN(2) == 0 {
		return "[" + before + nestedValue(random, depth-1) + behind + "]"
	}
	name, last := []string{"a", "a_longer_name", `\u0061`}[random.IntN(3)], "c"
	if random.IntN(100) == 0 {
		last = "a"
	}
	return `{"` + name + `":` + nestedValue(random, depth-1) + `,"b":"a" , "` + last + `":1}`
}

// TestSkipTime holds hostile texts to linear time.
func TestSkipTime(t *testing.T) {
	const size = 1 << 22
	for _, text := range []string{
		strings.Repeat("[", size), strings.Repeat(`{"a":`, size/5), `"` + strings.Repeat(`\\`,
			size/2),
		`"` + strings.Repeat(`\u0041`, size/6), "1" + strings.Repeat("0", size),
		"[" + strings.Repeat("[],", size/3),
		"[" + strings.Repeat(" ", size) + "]",
	} {
		d := stopwatch.Used(func() { _, _ = jsonscan.Skip([]byte(text), 0) })
		if d > 10*time.Second {
			t.Errorf("Skip(%.10q…) took %v", text, d)
		}
	}
}

func TestSkipSpace(t *testing.T) {
	tests := []struct {
		data string
		i    int
		want int
	}{
		{"", 0, 0}, {"a", 0, 0}, {" a", 0, 1}, {" \t\r\n a", 0, 5}, {"a  ", 1, 3}, {"a", 1, 1},
		{"\u00a0", 0, 0}, {"\v", 0, 0},
	}
	for _, tt := range tests {
		if got := jsonscan.SkipSpace([]byte(tt.data), tt.i); got != tt.want {
			t.Errorf("SkipSpace(%q, %d) = %d, want %d", tt.data, tt.i, got, tt.want)
		}
	}
}

func TestAppendCompact(t *testing.T) {
	tests := []struct{ src, want string }{
		{" { \"a b\" :\t[ 1.0 ,\r\n 1e5 , \" \\\" \" ] } \n", `{"a b":[1.0,1e5," \" "]}`},
		{`{"b":1,"a":2,"b":3}`, `{"b":1,"a":2,"b":3}`},
		{"\"<\u2028\\u003c\xff\"", "\"<\u2028\\u003c\xff\""},
		{"", ""}, {"  ", ""}, {" null ", "null"},
	}
	for _, tt := range tests {
		got := jsonscan.AppendCompact([]byte("> "), []byte(tt.src))
		if string(got) != "> "+tt.want {
			t.Errorf("AppendCompact(%q) = %q, want %q", tt.src, got, tt.want)
		}
	}
}

func TestText(t *testing.T) {
	tests := []struct{ name, token, want string }{
		{"plain", `"abc"`, "abc"},
		{"empty", `""`, ""},
		{"every escape", `"\"\\\/\b\f\n\r\t"`, "\"\\/\b\f\n\r\t"},
		{"unicode escape", `"\u00e9\u00E9\u0000"`, "éé\x00"},
		{"surrogate pair", `"\ud83d\ude00"`, "😀"},
		{"M15 high surrogate alone", `"\ud83d"`, "\ufffd"},
		{"M15 low surrogate alone", `"\ude00x"`, "\ufffdx"},
		{"M15 two high surrogates", `"\ud83d\ud83d\ude00"`, "\ufffd😀"},
		{"M15 surrogate before another escape", `"\ud83d\n"`, "\ufffd\n"},
		{"M15 surrogate before an ordinary unicode escape", `"\ud83d\u0041"`, "\ufffdA"},
		{"M15 each invalid byte", "\"a\xff\xfeb\"", "a\ufffd\ufffdb"},
		{"M15 truncated rune", "\"\xe2\x82\"", "\ufffd\ufffd"},
		{"M15 encoded surrogate", "\"\xed\xa0\x80\"", "\ufffd\ufffd\ufffd"},
		{"raw unicode beside an escape", "\"é\\né\"", "é\né"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := jsonscan.Text([]byte(tt.token)); got != tt.want {
				t.Errorf("Text(%s) = %q, want %q", tt.token, got, tt.want)
			}
			var want string
			if err := json.Unmarshal([]byte(tt.token), &want); err != nil || want != tt.want {
				t.Errorf("encoding/json reads %q, %v", want, err)
			}
		})
	}
}

func TestTextIs(t *testing.T) {
	tests := []struct {
		token, text string
		want        bool
	}{
		{`"name"`, "name", true}, {`"name"`, "nam", false}, {`"nam"`, "name", false}, {`""`, "",
			true},
		{`"\u006eame"`, "name", true}, {`"n\u0061me"`, "name", true}, {`"n\u0062me"`, "name",
			false},
		{"\"\xff\"", "name", false},
	}
	for _, tt := range tests {
		if got := jsonscan.TextIs([]byte(tt.token), tt.text); got != tt.want {
			t.Errorf("TextIs(%s, %q) = %t", tt.token, tt.text, got)
		}
	}
}

func TestIsNumber(t *testing.T) {
	for _, s := range []string{
		"0", "-0", "10", "1.5", "-0.0", "1e5", "1E-05", "0e0", strings.Repeat("9", 100),
	} {
		if !jsonscan.IsNumber(s) {
			t.Errorf("IsNumber(%q) = false", s)
		}
	}
	for _, s := range []string{
		"", "-", "01", "00", "1.", ".1", "1e", "1e+", "+1", " 1", "1 ", "0x1", "NaN", "Inf", "1_0", "a",
	} {
		if jsonscan.IsNumber(s) {
			t.Errorf("IsNumber(%q) = true", s)
		}
	}
}

func FuzzSkip(f *testing.F) {
	for _, doc := range documents {
		f.Add([]byte(doc))
	}
	f.Add([]byte(`{"a":1,}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		i := jsonscan.SkipSpace(data, 0)
		end, err := jsonscan.Skip(data, i)
		valid := err == nil && jsonscan.SkipSpace(data, end) == len(data)
		if valid != json.Valid(data) {
			t.Fatalf("%q: valid is %t: %v", data, valid, err)
		}
		if !valid {
			return
		}
		var want bytes.Buffer
		if err := json.Compact(&want, data); err != nil {
			t.Fatal(err)
		}
		if got := jsonscan.AppendCompact(nil, data); !bytes.Equal(got, want.Bytes()) {
			t.Errorf("AppendCompact(%q) = %q, want %q", data, got, want.Bytes())
		}
		if data[i] == '"' {
			var want string
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			if got := jsonscan.Text(data[i:end]); got != want {
				t.Errorf("Text(%q) = %q, want %q", data, got, want)
			}
		}
	})
}
