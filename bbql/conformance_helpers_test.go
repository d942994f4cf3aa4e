package bbql_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/golden"
	"github.com/bbql/go-bbql/internal/txtar"
)

func mustParse(t *testing.T, q string) ast.Expr {
	t.Helper()
	e, err := bbql.Parse(q)
	if err != nil {
		t.Fatalf("Parse(%.200q): %v", q, err)
	}
	return e
}

func mustURL(t *testing.T, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// caseQuery reads the filter and the sort key of a case.
func caseQuery(t *testing.T, c *golden.Case) ast.Query {
	t.Helper()
	q := ast.Query{Filter: mustParse(t, c.Input("bbql"))}
	if text, ok := c.Lookup("sort"); ok {
		key, err := bbql.ParseSort(text)
		if err != nil {
			t.Fatal(err)
		}
		q.Sort = key
	}
	return q
}

// inputs returns the files with an extension in all archives of a folder,
// without their final line break.
func inputs(t *testing.T, dir, ext string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("../testdata", dir, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives in %s (%v)", dir, err)
	}
	var texts []string
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range txtar.Parse(data).Files {
			if strings.HasSuffix(f.Name, "."+ext) {
				texts = append(texts, strings.TrimSuffix(f.Data, "\n"))
			}
		}
	}
	return texts
}

// assemble reads the notation of hostile texts: a JSON array of strings, of
// bytes as numbers, and of pairs of a string and how often it is repeated.
func assemble(t *testing.T, notation string) string {
	t.Helper()
	var pieces []any
	if err := json.Unmarshal([]byte(notation), &pieces); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, piece := range pieces {
		switch piece := piece.(type) {
		case string:
			b.WriteString(piece)
		case float64:
			b.WriteByte(byte(piece))
		case []any:
			b.WriteString(strings.Repeat(piece[0].(string), int(piece[1].(float64))))
		default:
			t.Fatalf("%v is no piece of a text", piece)
		}
	}
	return b.String()
}

func parseErrors(q string) bbql.Errors {
	_, err := bbql.Parse(q)
	var errs bbql.Errors
	errors.As(err, &errs)
	return errs
}

func sortErrors(text string) bbql.Errors {
	_, err := bbql.ParseSort(text)
	var errs bbql.Errors
	errors.As(err, &errs)
	return errs
}

// maxErrors is how many errors a text yields at most.
const maxErrors = 25

// verifyErrors checks what holds for all errors of a text, whatever they say,
// and that its fixes, made until there are none, leave nothing worse behind:
// that of a sole error leaves a query.
func verifyErrors(t *testing.T, text string, errs bbql.Errors, check func(string) bbql.Errors) {
	t.Helper()
	for _, e := range errs {
		verifyError(t, e)
		if e.Query != text {
			t.Errorf("the error %v is about %.100q, want %.100q", e, e.Query, text)
		}
	}
	for fixable(errs) && len(errs) < maxErrors {
		fixed := applyAll(t, text, errs)
		left := check(fixed)
		if len(left) > len(errs) || len(errs) == 1 && len(left) == 1 {
			t.Errorf("the fixes of %v make it %.200q, which is no better: %v", errs, fixed, left)
			return
		}
		text, errs = fixed, left
	}
}

func fixable(errs bbql.Errors) bool {
	return slices.ContainsFunc(errs, func(e *bbql.Error) bool { return e.Fix != nil })
}

// applyAll makes the fixes of all errors, from the last to the first so that
// none moves another.
func applyAll(t *testing.T, text string, errs bbql.Errors) string {
	t.Helper()
	var fixes []*bbql.Fix
	for _, e := range errs {
		if e.Fix != nil {
			fixes = append(fixes, e.Fix)
		}
	}
	slices.SortStableFunc(fixes, func(a, b *bbql.Fix) int { return int(a.Span.Start - b.Span.Start) })
	end := ast.Pos(len(text))
	for _, f := range slices.Backward(fixes) {
		if f.Span.Start < 0 || f.Span.Start > f.Span.End || f.Span.End > end {
			t.Fatalf("the fix %q of bytes %v is not within the first %d", f.Text, f.Span, end)
		}
		end = f.Span.Start
		text = f.Apply(text)
	}
	return text
}

// jargon is what no message may say: names of the grammar, words of the parser
// generator, and what a wrong verb leaves.
var jargon = regexp.MustCompile(`<EOF>|lexer|token|%!|` +
	`\b(Value|Term|Path|Expr|Punct|EOF|Comparison|Conjunction)\b`)

func verifyError(t *testing.T, e *bbql.Error) {
	t.Helper()
	if e.Span.Start < 0 || e.Span.Start > e.Span.End || int(e.Span.End) > len(e.Query) {
		t.Errorf("the error %v is at bytes %v of %d", e, e.Span, len(e.Query))
	}
	words := snippets.ReplaceAllString(e.Msg+" "+e.Hint, "")
	if jargon.MatchString(words) {
		t.Errorf("the error %v speaks of %q", e, jargon.FindString(words))
	}
	if e.Msg == "" || strings.ContainsFunc(e.Msg+e.Hint, unicode.IsControl) {
		t.Errorf("message %q and hint %q are not a line", e.Msg, e.Hint)
	}
	if detail := e.Detail(); strings.Count(detail, "\n") != 2 || !strings.Contains(detail, e.Msg) {
		t.Errorf("the picture is not two lines with the message:\n%s", detail)
	}
}

// report writes errors as the suite has them.
func report(t *testing.T, errs bbql.Errors) string {
	t.Helper()
	var b strings.Builder
	for i, e := range errs {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(e.Detail())
		fmt.Fprintf(&b, "span: [%d,%d]\n", e.Span.Start, e.Span.End)
		if e.Incomplete {
			b.WriteString("incomplete\n")
		}
		b.WriteString(fixLine(t, e))
	}
	return b.String()
}

// shortReport is report for hostile texts: it counts what follows the first few
// errors.
func shortReport(t *testing.T, errs bbql.Errors) string {
	t.Helper()
	const few = 3
	if len(errs) <= few {
		return report(t, errs)
	}
	return fmt.Sprintf("%s\nand %d more\n", report(t, errs[:few]), len(errs)-few)
}

// maxFixed is up to how many bytes a text is written out with its fix made.
const maxFixed = 200

// fixLine writes the text with the fix made or, if that is long or does not
// show, the edit.
func fixLine(t *testing.T, e *bbql.Error) string {
	t.Helper()
	if e.Fix == nil {
		return ""
	}
	hidden := func(r rune) bool { return r == utf8.RuneError || !unicode.IsPrint(r) }
	if text := e.Fix.Apply(e.Query); len(text) <= maxFixed && !strings.ContainsFunc(text, hidden) {
		return "fix: " + text + "\n"
	}
	replacement, err := json.Marshal(e.Fix.Text)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("edit: [%d,%d] %s\n", e.Fix.Span.Start, e.Fix.Span.End, replacement)
}

// snippets are the parts of a message that repeat, or suggest, query text.
var snippets = regexp.MustCompile("`[^`]*`" + `|"(\\.|[^"\\])*("|…)|` +
	`\b0x[0-9a-f]+\b|\bU\+[0-9A-F]+\b|\b[0-9]{3,}\b`)

// examples are what a hint gives as one.
var examples = regexp.MustCompile(`as in .*`)

// wordings lists what errors say, the messages in order and under each its
// hints, with … for parts of queries and for examples.
func wordings(errs bbql.Errors) string {
	hints := map[string]map[string]bool{}
	for _, e := range errs {
		msg := snippets.ReplaceAllString(e.Msg, "…")
		if hints[msg] == nil {
			hints[msg] = map[string]bool{}
		}
		hint := snippets.ReplaceAllString(examples.ReplaceAllString(e.Hint, "as in …"), "…")
		if e.Fix != nil && strings.Contains(e.Fix.Apply(e.Query), e.Hint) {
			hint = "…"
		}
		hints[msg][hint] = true
	}
	var b strings.Builder
	for _, msg := range slices.Sorted(maps.Keys(hints)) {
		b.WriteString(msg + "\n")
		for _, hint := range slices.Sorted(maps.Keys(hints[msg])) {
			if hint != "" {
				b.WriteString("\t" + hint + "\n")
			}
		}
	}
	return b.String()
}

// layoutWidth is up to where a JSON value is written on one line.
const layoutWidth = 96

// layout writes compact JSON for review: what fits goes on one line, the rest
// is indented by a space for each level.
func layout(t *testing.T, compact []byte) string {
	t.Helper()
	var indented bytes.Buffer
	if err := json.Indent(&indented, compact, "", " "); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(indented.String(), "\n")
	var b strings.Builder
	for len(lines) > 0 {
		n := blockEnd(lines)
		joined := joinLines(lines[:n])
		if n > 1 && len(joined) > layoutWidth {
			n, joined = 1, lines[0]
		}
		b.WriteString(joined)
		lines = lines[n:]
	}
	return b.String()
}

// blockEnd returns how many lines the value at the first one takes.
func blockEnd(lines []string) int {
	first := strings.TrimRight(lines[0], "\n")
	if !strings.HasSuffix(first, "{") && !strings.HasSuffix(first, "[") {
		return 1
	}
	indent := len(first) - len(strings.TrimLeft(first, " "))
	closes := func(line string) bool { return len(line)-len(strings.TrimLeft(line, " ")) == indent }
	return 2 + slices.IndexFunc(lines[1:], closes)
}

// joinLines writes the lines of one value as one line.
func joinLines(lines []string) string {
	b := strings.TrimRight(lines[0], "\n")
	for _, line := range lines[1:] {
		line = strings.TrimSpace(line)
		if !strings.HasSuffix(b, "[") && !strings.HasSuffix(b, "{") && line[0] != ']' && line[0] != '}' {
			b += " "
		}
		b += line
	}
	if strings.HasSuffix(lines[len(lines)-1], "\n") {
		b += "\n"
	}
	return b
}
