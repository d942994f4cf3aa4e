package verify

import (
	"bytes"
	_ "embed" // for the plan
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/schema"
)

//go:embed plan.json
var defaultPlan []byte

// A Plan says what is asked.
type Plan struct {
	Lists map[string]*List `json:"lists"`
	Rules []*Rule          `json:"rules"`
}

// A List is what queries are asked of.
type List struct {
	Path   string `json:"path"`             // a template: /repositories/{workspace}
	Params string `json:"params,omitempty"` // beside the query, encoded
}

// A Rule is one of the language, with the queries that tell whether it holds.
type Rule struct {
	Rule    string   `json:"rule"` // its number
	Sure    string   `json:"sure"` // how sure it is
	Says    string   `json:"says"`
	Queries []*Query `json:"queries,omitempty"`
	WhyNot  string   `json:"why_not,omitempty"` // why there are none
}

// A Query is what is asked of a list: a filter, a sort key or both.
type Query struct {
	List   string          `json:"list"`
	Filter string          `json:"filter,omitempty"` // with :names in the places of literals
	Sort   string          `json:"sort,omitempty"`
	Pick   map[string]Pick `json:"pick,omitempty"` // the literals

	Refused bool    `json:"refused,omitempty"` // whether the rule is that it is no query
	Other   Reading `json:"other"`             // what else the server may take it for
}

// A Pick says what a literal is made from: a value of a field of one of the
// objects.
type Pick struct {
	Field ast.Path `json:"field"`
	As    string   `json:"as,omitempty"` // one of the names in makers, "" for as it is
	Of    int      `json:"of,omitempty"` // which of the objects that are tried: 0 or 1
}

// A Reading is another meaning of a query. One of the fields but Says is set;
// none is that the server refuses it, or, where the rule is that, that it
// doesn't.
type Reading struct {
	Says string `json:"says"`

	Filter  string   `json:"filter,omitempty"`  // it means this filter
	Some    ast.Path `json:"some,omitempty"`    // some element of the array meets all of it
	Each    ast.Path `json:"each,omitempty"`    // each element of the array meets all of it
	Untyped bool     `json:"untyped,omitempty"` // the types of fields do not count
	Sort    string   `json:"sort,omitempty"`    // it means this sort key
	Keys    string   `json:"keys,omitempty"`    // its keys are compared so: one of keyReadings
}

// isRefusal reports whether the reading is that there is an error.
func (r *Reading) isRefusal() bool {
	return r.Filter == "" && r.Some == "" && r.Each == "" && !r.Untyped && r.Sort == "" && r.Keys == ""
}

// Default returns the plan that comes with the tool: for each rule that is
// assumed at least one query, or the reason why none can be asked.
func Default() (*Plan, error) { return Read(defaultPlan) }

// Read reads a plan in JSON and checks it.
func Read(data []byte) (*Plan, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	p := &Plan{}
	if err := dec.Decode(p); err != nil {
		return nil, fmt.Errorf("the plan is not as it must be: %w", err)
	}
	for name, list := range p.Lists {
		e, ok := schema.EndpointFor(http.MethodGet, list.Path)
		if !ok || !e.List || e.Path != list.Path {
			return nil, fmt.Errorf("list %q: the API has no list %s", name, list.Path)
		}
	}
	for _, rule := range p.Rules {
		if (len(rule.Queries) == 0) == (rule.WhyNot == "") {
			return nil, fmt.Errorf("rule %s: either queries or why_not belong to it", rule.Rule)
		}
		for i, q := range rule.Queries {
			if err := p.check(q); err != nil {
				return nil, fmt.Errorf("rule %s, query %d: %w", rule.Rule, i+1, err)
			}
		}
	}
	return p, nil
}

// check returns what is wrong with a query.
func (p *Plan) check(q *Query) error {
	switch {
	case p.Lists[q.List] == nil:
		return fmt.Errorf("there is no list %q", q.List)
	case q.Filter == "" && q.Sort == "":
		return errors.New("it needs a filter or a sort key")
	case q.Refused && !q.Other.isRefusal():
		return errors.New("what is refused has no other reading than that it isn't")
	case q.Sort == "" && q.Other.Sort+q.Other.Keys != "":
		return errors.New("the other reading sorts, the query does not")
	case q.Other.Keys != "" && !slices.Contains(keyReadings[:], q.Other.Keys):
		return fmt.Errorf("the keys of the other reading can't be %q", q.Other.Keys)
	}
	for name, pick := range q.Pick {
		if !isMaker(pick.As) {
			return fmt.Errorf("%s: a literal can't be made as %q", name, pick.As)
		}
		if pick.Of < 0 || pick.Of > 1 {
			return fmt.Errorf("%s: of is 0 or 1, not %d", name, pick.Of)
		}
		if !pick.Field.Valid() {
			return fmt.Errorf("%s: %q is no field", name, pick.Field)
		}
	}
	if _, err := bbql.ParseSort(q.Sort); err != nil {
		return err
	}
	if _, err := bbql.ParseSort(q.Other.Sort); err != nil {
		return err
	}
	return q.checkFilters()
}

// checkFilters checks the filters with some literal in the places of those that
// are picked.
func (q *Query) checkFilters() error {
	some := map[string]string{}
	for name := range q.Pick {
		some[name] = "1"
	}
	_, err := bbql.Parse(fill(q.Filter, some))
	switch {
	case q.Refused && err == nil:
		return fmt.Errorf("%s is a query, which is not to be refused", q.Filter)
	case !q.Refused && err != nil:
		return err
	}
	_, err = bbql.Parse(fill(q.Other.Filter, some))
	return err
}

// placeholder is the place of a literal.
var placeholder = regexp.MustCompile(`:[a-z_]+`)

// fill returns a filter with the literals in their places.
func fill(filter string, literals map[string]string) string {
	return placeholder.ReplaceAllStringFunc(filter, func(name string) string {
		if literal, ok := literals[name[1:]]; ok {
			return literal
		}
		return name
	})
}
