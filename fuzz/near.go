package fuzz

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/bbql/go-bbql/ast"
)

// near returns a JSON value that v matches, nearly matches, or is of another
// type than v.
func (d *documents) near(v ast.Value) any {
	if d.oneIn(8) {
		return d.unrelated()
	}
	switch v := v.(type) {
	case *ast.String:
		return d.nearString(v.Value)
	case *ast.Number:
		return scalar(d.nearNumber(v.Value))
	case *ast.Bool:
		return scalar(fmt.Sprint(v.Value != d.oneIn(4)))
	case *ast.DateTime:
		return scalar(d.stringText(d.nearTime(v)))
	case *ast.List:
		return d.near(v.Values[d.IntN(len(v.Values))])
	}
	return d.unrelated()
}

func (d *documents) unrelated() any {
	return pick[any](d.Source,
		scalar("null"),
		&array{},
		&object{},
		&array{[]any{scalar("null"), scalar("0")}},
		&object{[]member{{"name", scalar(`"fix"`)}}},
		scalar("true"),
		scalar("-1.5e3"),
		scalar(`"5"`),
		scalar("1e999999999999999999999"),
		scalar(`"\ud83d\u0000"`),
	)
}

// nearString returns a string that is equal to s, contains it, folds to it, or
// is something else, by itself or as the name of an object.
func (d *documents) nearString(s string) any {
	switch d.weigh(4, 1, 1, 1) {
	case 1:
		s = d.text() + s + d.text()
	case 2:
		s = strings.Map(unicode.SimpleFold, s)
	case 3:
		s = d.text()
	}
	text := scalar(d.stringText(s))
	if d.oneIn(6) {
		return &object{[]member{{"id", scalar("5")}, {"name", text}}}
	}
	return text
}

// nearNumber returns s, the next number or a neighbour, as JSON spells it.
func (d *documents) nearNumber(s string) string {
	v, err := ast.NewNumber(s)
	if err != nil {
		panic("fuzz: " + err.Error())
	}
	plain := v.Value
	if d.oneIn(4) {
		last := len(plain) - 1
		plain = plain[:last] + string("1234567890"[plain[last]-'0'])
	}
	switch {
	case strings.Contains(plain, "."):
		return plain + pick(d.Source, "", "0", "e0", "00E+0")
	case plain == "0" || plain == "-0":
		return plain + pick(d.Source, "", ".0", "e0", "E99999999999999999999")
	}
	return plain + pick(d.Source, "", "", "", ".0", "e0", "E-0", "e+00", "0e-1")
}

// nearTime returns a text for the instant of v, for one next to it, or one that
// is no datetime.
func (d *documents) nearTime(v *ast.DateTime) string {
	t := v.Value
	switch d.weigh(4, 1, 1) {
	case 1:
		t = t.Add(pick(d.Source, 1, -1, time.Second, -time.Hour))
	case 2:
		return d.dateTimeText()
	}
	zone := time.FixedZone("", pick(d.Source, 0, 3600, -34200))
	near := &ast.DateTime{Value: t.In(zone), Precision: v.Precision, HasOffset: d.oneIn(2)}
	text := near.String()
	return pick(d.Source, text, text, text, text+" ", strings.ToLower(text))
}

// stringText returns a JSON string for s, some of it escaped.
func (d *documents) stringText(s string) string {
	if !d.oneIn(4) {
		return plainJSON(s)
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if d.oneIn(2) {
			text := plainJSON(string(r))
			b.WriteString(text[1 : len(text)-1])
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, pick(d.Source, `\u%04x`, `\u%04X`), unit)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func plainJSON(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic("fuzz: " + err.Error())
	}
	return string(text)
}
