package goliteral_test

import (
	"encoding/json"
	"math"
	"math/big"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/goliteral"
)

type (
	namedString string
	namedBool   bool
	namedInt    int8
	namedUint   uint16
	namedFloat  float32
	namedTime   time.Time
	namedJSON   json.Number
)

func pointer[T any](v T) *T { return &v }

func rat(s string) *big.Rat {
	r, _ := new(big.Rat).SetString(s)
	return r
}

var (
	east  = time.FixedZone("east", 2*60*60)
	west  = time.FixedZone("west", -(9*60+30)*60)
	exact = time.Date(2024, 5, 6, 7, 8, 9, 0, east)
)

func TestValue(t *testing.T) {
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"string", `say "hi" \`, `"say \"hi\" \\"`},
		{"empty string", "", `""`},
		{"text like code", `" OR id > 0`, `"\" OR id > 0"`},
		{"line feed", "a\nb", "\"a\nb\""},
		{"named string", namedString("x"), `"x"`},
		{"true", true, "true"},
		{"named false", namedBool(false), "false"},
		{"nil", nil, "null"},

		{"int", -5, "-5"},
		{"int8", int8(-128), "-128"},
		{"int64", int64(math.MinInt64), "-9223372036854775808"},
		{"uint8", uint8(255), "255"},
		{"uint64", uint64(math.MaxUint64), "18446744073709551615"},
		{"named int", namedInt(7), "7"},
		{"named uint", namedUint(7), "7"},

		{"float64", 0.1, "0.1"},
		{"float32", float32(0.1), "0.1"},
		{"named float32", namedFloat(16777216), "16777216"},
		{"negative zero", math.Copysign(0, -1), "0"},
		{"large float", 1e21, "1000000000000000000000"},
		{"small float", 1.5e-9, "0.0000000015"},
		{"smallest float", math.SmallestNonzeroFloat64, "0." + strings.Repeat("0", 323) + "5"},

		{"json.Number as written", json.Number("1.50"), "1.50"},
		{"json.Number with exponent", json.Number("-1.5E+3"), "-1500"},
		{"json.Number small", json.Number("12.5e-3"), "0.0125"},
		{"json.Number shift within", json.Number("123.456e1"), "1234.56"},
		{"json.Number shift left within", json.Number("123.456e-1"), "12.3456"},
		{"json.Number to the dot", json.Number("1.25e2"), "125"},
		{"json.Number zero", json.Number("0e99999"), "0"},
		{"json.Number negative zero", json.Number("-0.0e1"), "0"},
		{"named json.Number is a string", namedJSON("5"), `"5"`},

		{"big.Int", new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil),
			"1" + strings.Repeat("0", 30)},
		{"big.Rat", rat("-7/8"), "-0.875"},
		{"whole big.Rat", rat("6/3"), "2"},

		{"time", exact, "2024-05-06T07:08:09+02:00"},
		{"UTC", exact.UTC(), "2024-05-06T05:08:09+00:00"},
		{"whole minute", time.Date(2024, 5, 6, 7, 8, 0, 0, time.UTC), "2024-05-06T07:08:00+00:00"},
		{"negative offset", exact.In(west), "2024-05-05T19:38:09-09:30"},
		{"milliseconds", exact.Add(120 * time.Millisecond), "2024-05-06T07:08:09.12+02:00"},
		{"microseconds", exact.Add(time.Microsecond), "2024-05-06T07:08:09.000001+02:00"},
		{"nanoseconds", exact.Add(1), "2024-05-06T07:08:09+02:00"},
		{"one less", exact.Add(-1), "2024-05-06T07:08:08.999999+02:00"},
		{"one less than 1970", time.Unix(0, -1).UTC(), "1969-12-31T23:59:59.999999+00:00"},
		{"the first", time.Date(0, 1, 1, 0, 0, 0, 1, time.UTC), "0000-01-01T00:00:00+00:00"},
		{"the last", time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
			"9999-12-31T23:59:59.999999+00:00"},
		{"offset with seconds", exact.In(time.FixedZone("lmt", 4772)), "2024-05-06T05:08:09+00:00"},
		{"year 0", time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), "0000-01-01T00:00:00+00:00"},
		{"named time", namedTime(exact), "2024-05-06T07:08:09+02:00"},

		{"pointer", pointer("x"), `"x"`},
		{"pointer to time", &exact, "2024-05-06T07:08:09+02:00"},
		{"ast.String", &ast.String{Value: "x"}, `"x"`},
		{"ast.DateTime", &ast.DateTime{Value: exact}, "2024-05-06T05:08:09"},
		{"ast.Null", &ast.Null{}, "null"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := goliteral.Value(test.v)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

// TestValueNow: what time.Now returns, which on most systems is finer than
// Bitbucket's times, has a literal that no clock and no operating system changes.
func TestValueNow(t *testing.T) {
	for _, now := range []time.Time{time.Now(), time.Now().Truncate(time.Microsecond)} {
		got, err := goliteral.Value(now)
		if err != nil {
			t.Fatal(err)
		}
		literal := got.(*ast.DateTime)
		if !literal.Value.Equal(now.Truncate(time.Microsecond)) {
			t.Errorf("got %v for %v", literal.Value, now)
		}
		if strings.Contains(literal.Value.String(), "m=") {
			t.Errorf("%v has a monotonic clock", literal.Value)
		}
	}
}

// textual is as the values of an enumeration in the packages below builder are.
type textual struct{ text string }

func (v textual) String() string { return v.text }

// namedBytes is as the types for uuids are.
type namedBytes [16]byte

func (v namedBytes) String() string { return string(v[:]) }

func TestValueErrors(t *testing.T) {
	type loop *loop
	var self loop
	self = &self
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"invalid UTF-8", "a\xff", `the string "a\xff" is not valid UTF-8`},
		{"NUL", "a\x00", `the string "a\x00" has a NUL, which no literal can hold`},
		{"NaN", math.NaN(), "NaN is not a number that can be written"},
		{"infinity", float32(math.Inf(-1)), "-Inf is not a number that can be written"},
		{"no json.Number", json.Number("1OR"), `json.Number "1OR" is not a number`},
		{"empty json.Number", json.Number(""), `json.Number "" is not a number`},
		{"huge exponent", json.Number("1e1001"), `json.Number "1e1001" is too long when written out`},
		{"exponent past int", json.Number("1e-99999999999999999999"),
			`json.Number "1e-99999999999999999999" is too long when written out`},
		{"long mantissa", json.Number(strings.Repeat("1", 1001) + "e1"),
			`json.Number "` + strings.Repeat("1", 40) + `" is too long when written out`},
		{"endless big.Rat", rat("1/3"), "1/3 has no end as a decimal: round it"},
		{"long big.Rat", new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 1001)),
			"a fraction of 1001 digits is too long: round it"},
		{"nil big.Int", (*big.Int)(nil), "a nil *big.Int is no value: for null write nil"},
		{"nil big.Rat", (*big.Rat)(nil), "a nil *big.Rat is no value: for null write nil"},
		{"year 10000", time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC),
			"the time 10000-01-01 00:00:00 +0000 UTC is not in the years 0 to 9999"},
		{"year -1", time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC),
			"the time -0001-01-01 00:00:00 +0000 UTC is not in the years 0 to 9999"},
		{"duration", time.Second, "a time.Duration has no unit here: write d.Seconds() or the like"},
		{"nil pointer", (*string)(nil), "a nil *string is no value: for null write nil"},
		{"pointer to pointer", pointer(pointer(1)), "a **int has no literal"},
		{"pointer to itself", self, "a goliteral_test.loop has no literal"},
		{"bytes", []byte("x"), "a []uint8 is neither a text nor a list: convert it to a string"},
		{"raw uuid", [16]byte{}, "a [16]uint8 is neither a text nor a list: convert it to a string"},
		{"slice", []string{"a"}, "a list stands only after IN and NOT IN"},
		{"ast.List", &ast.List{}, "a list stands only after IN and NOT IN"},
		{"struct", struct{ A int }{1}, "a struct { A int } has no literal"},
		{"map", map[string]int{}, "a map[string]int has no literal"},
		{"with text", textual{},
			"a goliteral_test.textual has no literal: give its String() if its text is meant"},
		{"pointer with text", &url.URL{},
			"a url.URL has no literal: give its String() if its text is meant"},
		{"bytes with text", namedBytes{},
			"a goliteral_test.namedBytes has no literal: give its String() if its text is meant"},
		{"function", strings.ToLower, "a func(string) string has no literal"},
		{"complex", 1i, "a complex128 has no literal"},
		{"nil ast.String", (*ast.String)(nil), "there is no value"},
		{"bad ast.Number", &ast.Number{Value: "1e5"}, `"1e5" is not a number without exponent`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := goliteral.Value(test.v)
			if err == nil {
				t.Fatalf("got %v, want the error %s", got, test.want)
			}
			if err.Error() != test.want {
				t.Errorf("got the error  %v\nwant the error %s", err, test.want)
			}
		})
	}
}

func TestElements(t *testing.T) {
	list, err := ast.NewList(&ast.Number{Value: "1"})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"strings", []string{"a", "b"}, `"a" "b"`},
		{"ints", []int{1, 2}, "1 2"},
		{"named", []namedString{"a"}, `"a"`},
		{"any", []any{1, "a", true}, `1 "a" true`},
		{"array", [2]float64{1, 0.5}, "1 0.5"},
		{"times", []time.Time{exact}, "2024-05-06T07:08:09+02:00"},
		{"pointers", []*big.Int{big.NewInt(4)}, "4"},
		{"empty", []string{}, ""},
		{"nil slice", []int(nil), ""},
		{"nulls are for others to refuse", []any{nil}, "null"},
		{"ast.List", list, "1"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			values, isList, err := goliteral.Elements(test.v)
			if err != nil || !isList {
				t.Fatalf("isList is %v, error %v", isList, err)
			}
			texts := make([]string, len(values))
			for i, v := range values {
				texts[i] = v.String()
			}
			if got := strings.Join(texts, " "); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestElementsErrors(t *testing.T) {
	tests := []struct {
		name string
		v    any
		want string
	}{
		{"one", []float64{1, math.NaN()}, "element 2: NaN is not a number that can be written"},
		{"all", []any{"\xff", 1, &ast.Bool{}, []int{1}},
			"element 1: the string \"\\xff\" is not valid UTF-8\n" +
				"element 4: a list stands only after IN and NOT IN"},
		{"nil ast.List", (*ast.List)(nil), "a nil list has no values"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, isList, err := goliteral.Elements(test.v)
			if err == nil || !isList || err.Error() != test.want {
				t.Errorf("isList is %v, error %v\nwant the error %s", isList, err, test.want)
			}
		})
	}
	for _, v := range []any{nil, 1, "abc", []byte("abc"), [16]byte{}, exact, map[string]int{}} {
		if values, isList, err := goliteral.Elements(v); isList || err != nil {
			t.Errorf("Elements(%T) = %v, %v, %v, want no list", v, values, isList, err)
		}
	}
}

func TestCompare(t *testing.T) {
	number := func(s string) ast.Value { return &ast.Number{Value: s} }
	instant := func(t time.Time) ast.Value { return &ast.DateTime{Value: t} }
	tests := []struct {
		name string
		a, b ast.Value
		want int
		ok   bool
	}{
		{"numbers", number("9007199254740992"), number("9007199254740993"), -1, true},
		{"equal numbers", number("1.0"), number("1"), 0, true},
		{"instants", instant(exact), instant(exact.UTC()), 0, true},
		{"later", instant(exact.Add(1)), instant(exact), 1, true},
		{"no number", number("x"), number("1"), 0, false},
		{"strings", &ast.String{Value: "a"}, &ast.String{Value: "b"}, 0, false},
		{"mixed", number("1"), instant(exact), 0, false},
		{"mixed the other way", instant(exact), number("1"), 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := goliteral.Compare(test.a, test.b)
			if ok != test.ok || ok && got != test.want {
				t.Errorf("got %d, %v, want %d, %v", got, ok, test.want, test.ok)
			}
		})
	}
}
