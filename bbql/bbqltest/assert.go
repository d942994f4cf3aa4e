package bbqltest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// AssertQueried fails the test unless a request came to a path of the API with a
// filter that means the same as query, however it is written: it selects the
// same objects, whatever they are. If none did, the failure shows the filters
// that came, each once, with an object that it and query disagree on. The empty query
// stands for a request without q. However many requests came, all of them count,
// as long as they had no more than 10,000 different filters.
func (s *Server) AssertQueried(apiPath, query string) {
	s.tb.Helper()
	want, err := bbql.Parse(query)
	if err != nil {
		s.tb.Fatalf("AssertQueried(%q, %q): %v", apiPath, query, err)
	}
	e, _ := schema.EndpointFor(http.MethodGet, apiPath)
	var came strings.Builder
	for _, r := range s.api.journal.askings() {
		if !samePath(r.Path, apiPath) || r.Status >= http.StatusBadRequest {
			fmt.Fprintf(&came, "\n  %s %s: %d", r.Method, r.Path, r.Status)
			continue
		}
		got := r.Filter
		if got == nil {
			got = ast.NewAnd()
		}
		same, object := equivalent(got, want, e.Resource.Types)
		if same {
			return
		}
		fmt.Fprintf(&came, "\n  %s %s: %s", r.Method, r.Path, filterText(got))
		if object != nil {
			fmt.Fprintf(&came, "\n    they disagree on %s", compact(object))
		}
	}
	s.tb.Errorf("AssertQueried(%q): no request had a filter that means\n  %s\nthere were:%s",
		apiPath, filterText(want), came.String())
}

// equivalent reports whether two filters mean the same, and returns an object
// that shows that they don't. Where that can't be decided they must be equal.
func equivalent(a, b ast.Expr, types ast.Types) (bool, map[string]any) {
	if ast.Equal(a, b) {
		return true, nil
	}
	answer, object := lint.Equivalent(a, b, types)
	return answer == lint.Yes, object
}

// samePath compares paths of the API, with or without /2.0, escapes and a slash
// at the end.
func samePath(a, b string) bool { return plainPath(a) == plainPath(b) }

func plainPath(p string) string {
	if text, err := url.PathUnescape(p); err == nil {
		p = text
	}
	return strings.Trim(strings.TrimPrefix(p, strings.TrimSuffix(mount, "/")), "/")
}

func filterText(e ast.Expr) string {
	if text := bbql.Format(e); text != "" {
		return text
	}
	return "(no filter)"
}

func compact(v any) string {
	raw, err := marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// AssertMatches fails the test unless query holds for object, with an
// explanation. The object is anything that encoding/json writes as one; the
// types of its fields are those of its type member, where the schema knows it.
func AssertMatches(tb testing.TB, query string, object any) {
	tb.Helper()
	raw, err := rawObject(object)
	if err != nil {
		tb.Fatalf("AssertMatches(%q): %v", query, err)
	}
	m, err := matcher(query, raw)
	if err != nil {
		tb.Fatalf("AssertMatches(%q): %v", query, err)
	}
	if x := m.Explain(raw); !x.Holds {
		tb.Errorf("AssertMatches(%q): it does not match %s:\n%s", query, identity(raw), x)
	}
}

// AssertResult fails the test unless query selects exactly the objects of the
// given ids, in any order. The fixtures are a page, an array or one object,
// either as Go values that encoding/json writes or as a []byte of JSON. An id
// is a number or a text: the id, uuid, slug, hash, key, name or whatever else an
// object is known by. The failure explains every object that is missing or should
// not be there.
func AssertResult(tb testing.TB, query string, fixtures any, ids ...any) {
	tb.Helper()
	objects, err := collection(fixtures)
	if err != nil {
		tb.Fatalf("AssertResult(%q): fixtures: %v", query, err)
	}
	wanted := make([]bool, len(objects))
	for _, id := range ids {
		found := false
		for i, object := range objects {
			if identifies(object, fmt.Sprint(id)) {
				found, wanted[i] = true, true
			}
		}
		if !found {
			tb.Errorf("AssertResult(%q): no fixture has the id %v", query, id)
		}
	}
	for i, object := range objects {
		m, err := matcher(query, object)
		if err != nil {
			tb.Fatalf("AssertResult(%q): %v", query, err)
		}
		if x := m.Explain(object); x.Holds != wanted[i] {
			tb.Errorf("AssertResult(%q): %s is %s:\n%s", query, identity(object), fate(x.Holds), x)
		}
	}
}

// fate says what is wrong with an object that a query selects, or does not.
func fate(selected bool) string {
	if selected {
		return "selected, and should not be"
	}
	return "not selected, and should be"
}

// collection returns the objects of a page, an array or one object.
func collection(v any) ([]json.RawMessage, error) {
	data, ok := v.([]byte)
	if !ok {
		var err error
		if data, err = marshal(v); err != nil {
			return nil, err
		}
	}
	return readObjects(data)
}

// matcher compiles a query for an object of a type.
func matcher(query string, object json.RawMessage) (*eval.Matcher, error) {
	expr, err := bbql.Parse(query)
	if err != nil {
		return nil, err
	}
	r, _ := schema.Lookup(text(object, "type"))
	return eval.Compile(expr, eval.WithTypes(r.Types))
}
