package ast_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/fuzz"
)

// Text is printed only if it is exactly one literal that decodes to Value.
func TestPrintingNeverTrustsText(t *testing.T) {
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	str := func(text, value string) ast.Value { return &ast.String{Text: text, Value: value} }
	num := func(text, value string) ast.Value { return &ast.Number{Text: text, Value: value} }
	date := func(text string) ast.Value { return &ast.DateTime{Text: text, Value: day} }
	tests := []struct {
		name  string
		value ast.Value
		want  string
	}{
		{"built string", str(``, `x`), `"x"`},
		{"string", str(`"x"`, `x`), `"x"`},
		{"string with an odd escape", str(`"\x"`, `\x`), `"\x"`},
		{"string with raw newline", str("\"a\nb\"", "a\nb"), "\"a\nb\""},
		{"other string", str(`"y"`, `x`), `"x"`},
		{"string without quotes", str(`x`, `x`), `"x"`},
		{"string in single quotes", str(`'x'`, `x`), `"x"`},
		{"string and a query", str(`"x" OR a = "y"`, `x`), `"x"`},
		{"string and a list", str(`"x", "y"`, `x`), `"x"`},
		{"string and a parenthesis", str(`"x")`, `x`), `"x"`},
		{"query that ends in the string", str(`"y" OR a = "x"`, `x`), `"x"`},
		{"string of a query", str(`"x" OR a = "y"`, `x" OR a = "y`), `"x\" OR a = \"y"`},
		{"string with an escaped last quote", str(`"x\"`, `x\`), `"x\\"`},
		{"string before a newline", str("\"x\"\n", `x`), `"x"`},
		{"string with NUL in the text", str("\"x\x00\"", `x`), `"x"`},
		{"string with NUL", str("\"\x00\"", "\x00"), "%!bbql(a string can't hold a NUL character)"},
		{"string with invalid UTF-8", str("\"\xff\"", "\xff"),
			"%!bbql(a string can't hold invalid UTF-8)"},
		{"string of the fault text", str(``, `%!bbql(x)`), `"%!bbql(x)"`},

		{"built number", num(``, `1.5`), `1.5`},
		{"number", num(`01.50`, `1.5`), `01.50`},
		{"number without the shortest value", num(`1.50`, `1.500`), `1.50`},
		{"negative zero", num(`-0.0`, `0`), `-0.0`},
		{"other number", num(`2`, `1`), `1`},
		{"number next to it", num(`9007199254740993`, `9007199254740992`), `9007199254740992`},
		{"number with exponent", num(`1e0`, `1`), `1`},
		{"number with plus", num(`+1`, `1`), `1`},
		{"number and a query", num(`1 OR a = 1`, `1`), `1`},
		{"number and a space", num(`1 `, `1`), `1`},
		{"number with a query as value", num(`1`, `1 OR a = 1`), `%!bbql(bad number "1 OR a = 1")`},
		{"number without value", num(`1`, ``), `%!bbql(bad number "")`},
		{"number with a value of words", num(``, `NaN`), `%!bbql(bad number "NaN")`},
		{
			"long bad number", num(``, strings.Repeat("x", 100)),
			`%!bbql(bad number "` + strings.Repeat("x", 40) + `")`,
		},

		{"built bool", &ast.Bool{Value: true}, "true"},
		{"bool", &ast.Bool{Text: "TRUE", Value: true}, "true"},
		{"other bool", &ast.Bool{Text: "true"}, "false"},
		{"bool and a query", &ast.Bool{Text: "true OR a = 1"}, "false"},
		{"null", &ast.Null{Text: "NULL"}, "null"},
		{"null and a query", &ast.Null{Text: "null OR a = 1"}, "null"},

		{"built datetime", date(""), "2024-01-01"},
		{"datetime", date("2024-01-01"), "2024-01-01"},
		{"other datetime", date("2024-01-02"), "2024-01-01"},
		{"same instant, more precise", date("2024-01-01T00:00"), "2024-01-01"},
		{"datetime and a query", date("2024-01-01 OR a = 1"), "2024-01-01"},
		{"quoted datetime", date(`"2024-01-01"`), "2024-01-01"},

		{"list", list(str(`"x") OR (a = "y"`, `x`), num(`1)`, `1`)), `("x", 1)`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.value.String(); got != test.want {
				t.Errorf("String of %+v = %q, want %q", test.value, got, test.want)
			}
		})
	}
}

const (
	stringForm   = `"(?:[^"\\\x00]|\\[^\x00])*"`
	numberForm   = `-?[0-9]+(?:\.[0-9]+)?`
	dateTimeForm = `[0-9]{4}-[0-9]{2}-[0-9]{2}` +
		`(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?`
	scalarForm = `(?:` + stringForm + `|` + dateTimeForm + `|` + numberForm + `|true|false)`
)

// literalForms tells what each type of value may print.
var literalForms = map[string]*regexp.Regexp{
	"*ast.String":   regexp.MustCompile(`(?s)^` + stringForm + `$`),
	"*ast.Number":   regexp.MustCompile(`^` + numberForm + `$`),
	"*ast.Bool":     regexp.MustCompile(`^(?:true|false)$`),
	"*ast.Null":     regexp.MustCompile(`^null$`),
	"*ast.DateTime": regexp.MustCompile(`^` + dateTimeForm + `$`),
	"*ast.List":     regexp.MustCompile(`(?s)^\(` + scalarForm + `(?:, ` + scalarForm + `)*\)$`),
}

// Every value of a random tree prints as exactly one literal of its type, or
// as what no parser accepts.
func TestRandomLiterals(t *testing.T) {
	literals, faults := 0, 0
	for seed := range uint64(2_500) {
		tree := fuzz.BrokenTree(fuzz.NewSource(seed))
		for _, v := range values(tree) {
			got := v.String()
			switch form := literalForms[fmt.Sprintf("%T", v)]; {
			case isBroken(got):
				faults++
			case form == nil: // not of this package
			case !form.MatchString(got):
				t.Fatalf("seed %d: String of %#v = %q, which is not one literal", seed, v, got)
			default:
				literals++
			}
		}
	}
	if literals < 5_000 || faults < 500 {
		t.Errorf("%d literals and %d faults are too few to mean much", literals, faults)
	}
}

// values returns the values of a tree that may hold nil nodes.
func values(e ast.Expr) []ast.Value {
	var all []ast.Value
	switch e := e.(type) {
	case *ast.And:
		if e != nil {
			all = termValues(e.Terms)
		}
	case *ast.Or:
		if e != nil {
			all = termValues(e.Terms)
		}
	case *ast.Paren:
		if e != nil {
			all = values(e.X)
		}
	case *ast.Comparison:
		if e != nil && e.Value != nil {
			all = append(all, e.Value)
		}
	}
	return all
}

func termValues(terms []ast.Expr) []ast.Value {
	var all []ast.Value
	for _, t := range terms {
		all = append(all, values(t)...)
	}
	return all
}

// isBroken reports whether text has %!bbql( outside string literals.
func isBroken(text string) bool {
	for text != "" {
		if strings.HasPrefix(text, "%!bbql(") {
			return true
		}
		literal := ""
		if text[0] == '"' {
			literal = leadingString.FindString(text)
		}
		text = text[max(1, len(literal)):]
	}
	return false
}

var leadingString = regexp.MustCompile(`(?s)^` + stringForm)

func TestNewNumber(t *testing.T) {
	tests := []struct{ text, value string }{
		{"0", "0"},
		{"-0", "0"},
		{"1.50", "1.5"},
		{"-007.0", "-7"},
		{"123456789012345678901234567890.5", "123456789012345678901234567890.5"},
	}
	for _, test := range tests {
		v, err := ast.NewNumber(test.text)
		if err != nil || v.Text != test.text || v.Value != test.value || v.String() != test.text {
			t.Errorf("NewNumber(%q) = %+v, %v; want value %s, kept as written",
				test.text, v, err, test.value)
		}
	}
	for _, text := range []string{"", "-", "1.", ".5", "+1", "1e5", "0x10", "1 ", "NaN", "٣"} {
		v, err := ast.NewNumber(text)
		want := fmt.Sprintf("number %q is not digits with an optional - and one dot", text)
		if v != nil || err == nil || err.Error() != want {
			t.Errorf("NewNumber(%q) = %+v, %v; want error %s", text, v, err, want)
		}
	}
}

func TestNewDateTime(t *testing.T) {
	tests := []struct {
		text      string
		precision ast.Precision
		hasOffset bool
		built     string // printed without Text
	}{
		{"2015-03-04", ast.PrecisionDay, false, "2015-03-04"},
		{"2015-03-04T14:08", ast.PrecisionMinute, false, "2015-03-04T14:08"},
		{"2015-03-04T14:08:59", ast.PrecisionSecond, false, "2015-03-04T14:08:59"},
		{"2015-03-04T14:08:59.120", ast.PrecisionSecond + 3, false, "2015-03-04T14:08:59.120"},
		{"2015-03-04T00:00:00.000000000", ast.PrecisionSecond + 9, false,
			"2015-03-04T00:00:00.000000000"},
		{"2015-03-04T14:08Z", ast.PrecisionMinute, true, "2015-03-04T14:08+00:00"},
		{"2015-03-04T14:08:59-0330", ast.PrecisionSecond, true, "2015-03-04T14:08:59-03:30"},
		{"0000-01-01T00:00+23:59", ast.PrecisionMinute, true, "0000-01-01T00:00+23:59"},
		{"9999-12-31T23:59-23:59", ast.PrecisionMinute, true, "9999-12-31T23:59-23:59"},
	}
	for _, test := range tests {
		v := dateTime(t, test.text)
		if v.Precision != test.precision || v.HasOffset != test.hasOffset || v.String() != test.text {
			t.Errorf("NewDateTime(%q) = %+v, want precision %d, offset %t, printed as written",
				test.text, v, test.precision, test.hasOffset)
		}
		v.Text = ""
		if got := v.String(); got != test.built {
			t.Errorf("without its Text, %s prints as %s, want %s", test.text, got, test.built)
		}
	}
}

func TestNewDateTimeFaults(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2015-13-01", `datetime "2015-13-01": "13": there are 12 months, 01 to 12`},
		{"2015-02-30", `datetime "2015-02-30": "30": February 2015 ends on day 28`},
		{"2015-03-04T14:08 02:00",
			`datetime "2015-03-04T14:08 02:00": " ": an offset is written Z, +hh:mm or -hh:mm`},
		{"2015-03-04T14", `datetime "2015-03-04T14": a time is written hh:mm`},
		{"", `datetime "": a date is written YYYY-MM-DD`},
	}
	for _, test := range tests {
		v, err := ast.NewDateTime(test.text)
		if v != nil || err == nil || err.Error() != test.want {
			t.Errorf("NewDateTime(%q) = %+v, %v; want error %s", test.text, v, err, test.want)
		}
	}
}

// A built datetime prints its instant exactly, whatever its zone and precision.
func TestNewTime(t *testing.T) {
	zone := func(seconds int) *time.Location { return time.FixedZone(`x" OR a = "y`, seconds) }
	at := func(clock string) time.Time {
		v, err := time.Parse("2006-01-02T15:04:05.999999999", clock)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const day, minute, second = ast.PrecisionDay, ast.PrecisionMinute, ast.PrecisionSecond
	tests := []struct {
		name      string
		time      time.Time
		precision ast.Precision
		want      string
	}{
		{"day", at("2024-05-06T00:00:00"), day, "2024-05-06T00:00+00:00"},
		{"minute", at("2024-05-06T07:08:00"), minute, "2024-05-06T07:08+00:00"},
		{"second", at("2024-05-06T07:08:09"), second, "2024-05-06T07:08:09+00:00"},
		{"fraction", at("2024-05-06T07:08:09.5"), second + 3, "2024-05-06T07:08:09.500+00:00"},
		{"nanosecond", at("2024-05-06T07:08:09"), second + 9,
			"2024-05-06T07:08:09.000000000+00:00"},
		{"finer than stated", at("2024-05-06T07:08:09.12"), day, "2024-05-06T07:08:09.12+00:00"},
		{"seconds where minutes are stated", at("2024-05-06T07:08:09"), minute,
			"2024-05-06T07:08:09+00:00"},
		{"nanosecond where none is stated", at("2024-05-06T07:08:09.000000001"), second,
			"2024-05-06T07:08:09.000000001+00:00"},
		{"no such precision", at("2024-05-06T07:08:00"), -5, "2024-05-06T07:08+00:00"},
		{"too fine a precision", at("2024-05-06T07:08:00"), second + 10,
			"%!bbql(no datetime literal for 2024-05-06 07:08:00 +0000 UTC)"},
		{"east", at("2024-05-06T00:00:00").In(zone(19_800)), minute, "2024-05-06T05:30+05:30"},
		{"west", at("2024-05-06T00:00:00").In(zone(-12_600)), second, "2024-05-05T20:30:00-03:30"},
		{"offset with seconds", at("2024-05-06T00:00:00").In(zone(4_242)), minute,
			"2024-05-06T00:00+00:00"},
		{"farthest offset", at("2024-05-06T00:00:00").In(zone(86_340)), minute,
			"2024-05-06T23:59+23:59"},
		{"offset of a day", at("2024-05-06T00:00:00").In(zone(86_400)), minute,
			"2024-05-06T00:00+00:00"},
		{"offset of more than a day", at("2024-05-06T00:00:00").In(zone(-108_000)), minute,
			"2024-05-06T00:00+00:00"},
		{"first year", at("0000-01-01T00:00:00"), second, "0000-01-01T00:00:00+00:00"},
		{"last year", at("9999-12-31T23:59:59.999999999"), second,
			"9999-12-31T23:59:59.999999999+00:00"},
		{"before the first year", at("0000-01-01T00:00:00").Add(-1), second,
			"%!bbql(no datetime literal for -0001-12-31 23:59:59.999999999 +0000 UTC)"},
		{"after the last year", at("9999-12-31T23:59:59").Add(time.Second), second,
			"%!bbql(no datetime literal for 10000-01-01 00:00:00 +0000 UTC)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v := ast.NewTime(test.time, test.precision)
			got := v.String()
			if got != test.want {
				t.Errorf("NewTime(%v, %d) prints as %s, want %s", test.time, test.precision, got,
					test.want)
			}
			if isBroken(got) {
				return
			}
			if back, err := ast.NewDateTime(got); err != nil || !back.Value.Equal(v.Value) {
				t.Errorf("NewDateTime(%s) = %v, %v; want %v", got, back, err, v.Value)
			}
		})
	}
}

// Without an offset a datetime is in UTC.
func TestDateTimeWithoutOffset(t *testing.T) {
	east := time.FixedZone("", 2*3600)
	v := &ast.DateTime{Value: time.Date(2024, 5, 6, 1, 0, 0, 0, east), Precision: ast.PrecisionDay}
	if got, want := v.String(), "2024-05-05T23:00"; got != want {
		t.Errorf("01:00 in +02:00 prints as %s, want %s", got, want)
	}
}

func TestNewList(t *testing.T) {
	v, err := ast.NewList(str("a"), num("1"), &ast.Bool{}, dateTime(t, "2024-01-01"))
	if want := `("a", 1, false, 2024-01-01)`; err != nil || v.String() != want {
		t.Errorf("NewList = %v, %v; want %s", v, err, want)
	}
	tests := []struct {
		name   string
		values []ast.Value
		want   string
	}{
		{"empty", nil, "IN needs at least one value"},
		{"null", []ast.Value{str("a"), &ast.Null{}},
			"element 2 of the list: only strings, numbers, booleans and datetimes can be listed"},
		{"list", []ast.Value{list(str("a"))},
			"element 1 of the list: only strings, numbers, booleans and datetimes can be listed"},
		{"nil", []ast.Value{nil}, "element 1 of the list: there is no value"},
		{"typed nil", []ast.Value{(*ast.String)(nil)}, "element 1 of the list: there is no value"},
		{"bad number", []ast.Value{num("1e5")},
			`element 1 of the list: "1e5" is not a number without exponent`},
		{"NUL", []ast.Value{str("\x00")},
			"element 1 of the list: a string can't hold a NUL character"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v, err := ast.NewList(test.values...)
			if v != nil || err == nil || err.Error() != test.want {
				t.Errorf("NewList(%v) = %v, %v; want error %s", test.values, v, err, test.want)
			}
		})
	}
}

func TestNewListCopies(t *testing.T) {
	values := []ast.Value{str("a"), str("b")}
	v, err := ast.NewList(values...)
	if err != nil {
		t.Fatal(err)
	}
	values[0] = &ast.Null{}
	if got, want := v.String(), `("a", "b")`; got != want {
		t.Errorf("the list is now %s, want %s", got, want)
	}
}
