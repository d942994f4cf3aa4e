package bbql_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/golden"
)

// These tests run the conformance suite in testdata. Its README.md says what
// the files of a case hold; conformance_helpers_test.go has what the tests
// share.

func TestConformanceParse(t *testing.T) {
	golden.Run(t, "../testdata/parse", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		tree := ast.Query{Filter: mustParse(t, c.Input("bbql"))}
		data, err := ast.MarshalJSON(tree)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ast.UnmarshalJSON(data)
		if err != nil {
			t.Fatalf("UnmarshalJSON(%s): %v", data, err)
		}
		if diff := cmp.Diff(tree, back); diff != "" {
			t.Errorf("UnmarshalJSON(%s) mismatch (-want +got):\n%s", data, diff)
		}
		return golden.Outputs{"json": layout(t, data)}
	})
}

func TestConformancePrint(t *testing.T) {
	golden.Run(t, "../testdata/print", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		e := mustParse(t, c.Input("bbql"))
		text := bbql.Format(e)
		again := mustParse(t, text)
		if !ast.Equal(e, again) {
			t.Errorf("%q is printed as %q, which is another query", c.Input("bbql"), text)
		}
		if got := bbql.Format(again); got != text {
			t.Errorf("Format(%q) = %q, want it unchanged", text, got)
		}
		return golden.Outputs{"want": text}
	})
}

func TestConformanceErrors(t *testing.T) {
	golden.Run(t, "../testdata/errors", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		q := c.Input("bbql")
		errs := parseErrors(q)
		if len(errs) != 1 {
			t.Errorf("Parse(%q) found %d errors, want 1", q, len(errs))
		}
		verifyErrors(t, q, errs, parseErrors)
		return golden.Outputs{"err": report(t, errs)}
	})
}

func TestConformanceSeveral(t *testing.T) {
	golden.Run(t, "../testdata/several", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		q := c.Input("bbql")
		errs := parseErrors(q)
		if len(errs) < 2 {
			t.Errorf("Parse(%q) found %d errors, want several", q, len(errs))
		}
		verifyErrors(t, q, errs, parseErrors)
		return golden.Outputs{"err": report(t, errs)}
	})
}

// A prefix of a query is what an editor sees while the query is typed: a query
// too, or a text with one error that more text could mend.
func TestConformancePrefixes(t *testing.T) {
	golden.Run(t, "../testdata/prefixes", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		q := c.Input("bbql")
		var b strings.Builder
		last := ""
		for i := range q + "$" {
			verdict := prefixVerdict(t, q[:i])
			if verdict != last {
				fmt.Fprintf(&b, "%d %s\n", i, verdict)
			}
			last = verdict
		}
		return golden.Outputs{"want": b.String()}
	})
}

func prefixVerdict(t *testing.T, prefix string) string {
	errs := parseErrors(prefix)
	if len(errs) == 0 {
		return "ok"
	}
	verifyErrors(t, prefix, errs, parseErrors)
	if len(errs) != 1 || !errs[0].Incomplete {
		t.Errorf("Parse(%q): %v, want one error that says the input is incomplete", prefix, errs)
	}
	return errs[0].Msg
}

func TestConformanceHostile(t *testing.T) {
	golden.Run(t, "../testdata/hostile", "pieces", func(t *testing.T, c *golden.Case) golden.Outputs {
		q := assemble(t, c.Input("pieces"))
		if errs := parseErrors(q); len(errs) > 0 {
			verifyErrors(t, q, errs, parseErrors)
			return golden.Outputs{"err": shortReport(t, errs)}
		}
		if e := mustParse(t, q); !ast.Equal(e, mustParse(t, e.String())) {
			t.Errorf("%.100q is printed as another query", q)
		}
		return golden.Outputs{"want": "accepted"}
	})
}

func TestConformanceSortKey(t *testing.T) {
	golden.Run(t, "../testdata/sortkey", "sort", func(t *testing.T, c *golden.Case) golden.Outputs {
		text := c.Input("sort")
		if errs := sortErrors(text); len(errs) > 0 {
			verifyErrors(t, text, errs, sortErrors)
			return golden.Outputs{"err": report(t, errs)}
		}
		key, err := bbql.ParseSort(text)
		if err != nil {
			t.Fatal(err)
		}
		data, err := ast.MarshalJSON(ast.Query{Sort: key})
		if err != nil {
			t.Fatal(err)
		}
		var form struct{ Sort json.RawMessage }
		if err := json.Unmarshal(data, &form); err != nil {
			t.Fatal(err)
		}
		return golden.Outputs{"json": layout(t, form.Sort)}
	})
}

func TestConformanceEncode(t *testing.T) {
	golden.Run(t, "../testdata/encode", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		q := caseQuery(t, c)
		in, ok := c.Lookup("in")
		if !ok {
			raw := bbql.EncodeQuery(q)
			verifyDecoding(t, raw, q)
			return golden.Outputs{"url": raw}
		}
		u := mustURL(t, in)
		if err := bbql.SetOn(u, q); err == nil {
			verifyDecoding(t, u.RawQuery, q)
			return golden.Outputs{"url": u.String()}
		}
		if u.String() != in {
			t.Errorf("SetOn refused %s and changed it to %s", in, u)
		}
		if err := bbql.SetOn(u, q, bbql.FromFirstPage()); err != nil {
			t.Fatal(err)
		}
		verifyDecoding(t, u.RawQuery, q)
		return golden.Outputs{"first": u.String()}
	})
}

// verifyDecoding checks that a raw query string says q, to this library and to
// any other decoder.
func verifyDecoding(t *testing.T, raw string, q ast.Query) {
	t.Helper()
	got, err := bbql.Decode(raw)
	if err != nil {
		t.Fatalf("Decode(%q): %v", raw, err)
	}
	if !ast.Equal(got.Filter, q.Filter) || got.Sort.String() != q.Sort.String() {
		t.Errorf("Decode(%q) = %v, %v, want %v, %v", raw, got.Filter, got.Sort, q.Filter, q.Sort)
	}
	values, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	if values.Get("q") != bbql.Format(q.Filter) || values.Get("sort") != q.Sort.String() {
		t.Errorf("net/url decodes %q to %q", raw, values)
	}
}

func TestConformanceDecode(t *testing.T) {
	golden.Run(t, "../testdata/decode", "query", func(t *testing.T, c *golden.Case) golden.Outputs {
		raw := c.Input("query")
		q, err := bbql.Decode(raw)
		var errs bbql.Errors
		if errors.As(err, &errs) {
			for _, e := range errs {
				verifyError(t, e)
			}
			return golden.Outputs{"err": report(t, errs)}
		}
		out := golden.Outputs{"bbql": bbql.Format(q.Filter)}
		if q.Sort != nil {
			out["sort"] = q.Sort.String()
		}
		return out
	})
}

func TestConformanceDocs(t *testing.T) {
	var refused []string
	golden.Run(t, "../testdata/docs", "bbql", func(t *testing.T, c *golden.Case) golden.Outputs {
		if errs := parseErrors(c.Input("bbql")); len(errs) > 0 {
			refused = append(refused, c.Name)
			return golden.Outputs{"err": report(t, errs)}
		}
		q := caseQuery(t, c)
		raw := bbql.EncodeQuery(q)
		verifyDecoding(t, raw, q)
		if official, ok := c.Lookup("official"); ok {
			got, err := bbql.Decode(official)
			if err != nil || !ast.Equal(got.Filter, q.Filter) || got.Sort.String() != q.Sort.String() {
				t.Errorf("Decode(%q) = %v, %v, %v, want %v, %v",
					official, got.Filter, got.Sort, err, q.Filter, q.Sort)
			}
		}
		return golden.Outputs{"want": bbql.Format(q.Filter), "url": raw}
	})
	verifyDeviations(t, refused)
}

// verifyDeviations checks that deviations.txt has a reason for each of these
// documented queries, and for no other.
func verifyDeviations(t *testing.T, refused []string) {
	t.Helper()
	text, err := os.ReadFile("../testdata/docs/deviations.txt")
	if err != nil {
		t.Fatal(err)
	}
	var explained []string
	for line := range strings.Lines(string(text)) {
		name, reason, _ := strings.Cut(line, ":")
		if strings.TrimSpace(reason) == "" {
			t.Errorf("deviations.txt: no reason in %q", line)
		}
		explained = append(explained, name)
	}
	slices.Sort(refused)
	slices.Sort(explained)
	if diff := cmp.Diff(explained, refused); diff != "" {
		t.Errorf("queries of the documentation that do not parse (-deviations.txt +found):\n%s", diff)
	}
}

// TestConformanceMessages keeps every wording that the suite meets in one file,
// where it can be read as a whole.
func TestConformanceMessages(t *testing.T) {
	var all bbql.Errors
	for _, dir := range []string{"errors", "several"} {
		for _, q := range inputs(t, dir, "bbql") {
			all = append(all, parseErrors(q)...)
		}
	}
	for _, notation := range inputs(t, "hostile", "pieces") {
		all = append(all, parseErrors(assemble(t, notation))...)
	}
	for _, text := range inputs(t, "sortkey", "sort") {
		all = append(all, sortErrors(text)...)
	}
	for _, raw := range inputs(t, "decode", "query") {
		var errs bbql.Errors
		if _, err := bbql.Decode(raw); errors.As(err, &errs) {
			all = append(all, errs...)
		}
	}
	golden.File(t, "../testdata/messages.txt", wordings(all))
}
