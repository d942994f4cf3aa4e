package fuzz

import (
	"fmt"
	"strings"
	"time"

	"github.com/bbql/go-bbql/ast"
)

// value returns a value that is no list.
func (g *generator) value() ast.Value {
	if g.oneIn(12) {
		return &ast.Null{Text: g.written("null", "NULL", "nuLL"), At: g.span()}
	}
	return g.element()
}

// element returns a value that a list may hold.
func (g *generator) element() ast.Value {
	if g.breaks() {
		return g.brokenValue()
	}
	switch g.weigh(5, 3, 1, 2) {
	case 1:
		return g.number()
	case 2:
		if g.oneIn(2) {
			return &ast.Bool{Text: g.written("true", "TRUE", "True"), Value: true, At: g.span()}
		}
		return &ast.Bool{Text: g.written("false", "FALSE", "fAlse"), At: g.span()}
	case 3:
		return g.dateTime()
	}
	return g.stringValue()
}

func (g *generator) list() ast.Value {
	n := 1 + g.IntN(4)
	if g.oneIn(20) {
		n = 1 + g.IntN(60)
	}
	list := &ast.List{At: g.span()}
	for range n {
		list.Values = append(list.Values, g.element())
	}
	return list
}

// written returns what a literal's Text may be: one of the honest spellings,
// nothing, or a lie.
func (g *generator) written(spellings ...string) string {
	switch g.weigh(4, 2, 1) {
	case 1:
		return ""
	case 2:
		return pick(g.Source, injections[:]...)
	}
	return pick(g.Source, spellings...)
}

func (g *generator) stringValue() *ast.String {
	text := g.text()
	return &ast.String{Text: g.written(ast.Quote(text), g.spell(text)), Value: text, At: g.span()}
}

func (g *generator) number() *ast.Number {
	text := g.numberText()
	v, err := ast.NewNumber(text)
	if err != nil {
		panic("fuzz: " + err.Error())
	}
	v.Text, v.At = g.written(text), g.span()
	if g.oneIn(8) {
		v.Value = text // a hand-made node need not have the shortest spelling
	}
	return v
}

func (g *generator) numberText() string {
	sign := pick(g.Source, "", "", "-")
	switch g.weigh(6, 2, 1, 1) {
	case 1:
		return sign + g.digits(4) + "." + g.digits(4)
	case 2: // next to where float64 loses whole numbers
		return sign + fmt.Sprint(int64(1<<53-2)+int64(g.IntN(5)))
	case 3:
		return sign + g.digits(40) + "." + g.digits(40)
	}
	return sign + pick(g.Source, "5", "1", "0", "10", "7.5", "1.0", "007", "00.50")
}

// digits returns 1 to limit digits, with many zeros.
func (g *generator) digits(limit int) string {
	b := make([]byte, 1+g.IntN(limit))
	for i := range b {
		b[i] = "0000123456789"[g.IntN(13)]
	}
	return string(b)
}

func (g *generator) dateTime() *ast.DateTime {
	if g.oneIn(3) {
		return g.builtTime()
	}
	text := g.dateTimeText()
	v, err := ast.NewDateTime(text)
	if err != nil {
		panic("fuzz: " + err.Error())
	}
	v.Text, v.At = g.written(text), g.span()
	return v
}

// dateTimeText returns a text of any precision with any offset, in few years,
// so that instants meet.
func (g *generator) dateTimeText() string {
	year := pick(g.Source, 2024, 2024, 2024, 2023, 1, 0, 9999)
	text := fmt.Sprintf("%04d-%02d-%02d", year, 1+g.IntN(2)*11, 1+g.IntN(2)*30)
	if g.oneIn(3) {
		return text
	}
	text += fmt.Sprintf("T%02d:%02d", g.IntN(2)*23, g.IntN(2)*59)
	if g.oneIn(2) {
		text += fmt.Sprintf(":%02d", g.IntN(2)*59)
		if g.oneIn(2) {
			text += "." + g.digits(9)
		}
	}
	return text + g.offset()
}

func (g *generator) offset() string {
	switch g.weigh(3, 3, 1) {
	case 1:
		return "Z"
	case 2:
		colon := pick(g.Source, ":", "")
		return fmt.Sprintf("%s%02d%s%02d", pick(g.Source, "+", "-"), g.IntN(24), colon, g.IntN(60))
	}
	return ""
}

// builtTime returns a hand-made datetime in a zone that may have no text of its
// own, with a precision that its instant may need to exceed.
func (g *generator) builtTime() *ast.DateTime {
	zone := time.UTC
	if g.oneIn(2) {
		zone = time.FixedZone("fuzz", pick(g.Source, 3600, -34200, 86340, 4242, -1, 86400, -108000))
	}
	nanos := pick(g.Source, 0, 0, 120_000_000, 1, 999_999_999)
	t := time.Date(2024, 1, 1, g.IntN(24), g.IntN(60), g.IntN(60), nanos, zone)
	if g.oneIn(3) {
		t = time.Date(pick(g.Source, 2, 1970, 9998), 12, 31, 0, 0, 0, 0, zone)
	}
	v := ast.NewTime(t, ast.Precision(g.IntN(14)-2))
	v.HasOffset = !g.oneIn(3)
	v.Text, v.At = g.written("2024-01-01", strings.ToLower(t.Format(time.RFC3339))), g.span()
	return v
}
