package lint

import (
	"cmp"
	"errors"
	"slices"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/schema"
)

// Options say what a filter is for. The zero Options know nothing of it, so that
// only those rules find something that need no schema.
//
// They are not checked: of a Resource or an Endpoint that the schema does not have
// nothing is known either, and what is no rule's ID in Disable leaves out nothing.
// [schema.Lookup], [schema.EndpointFor] and [Rules] tell what there is.
type Options struct {
	Resource schema.Resource // what the filter selects; by default what Endpoint lists
	Endpoint string          // the path that it is sent to: a template, a path or a URL
	Types    ast.Types       // of fields, where no resource is known
	Disable  []string        // IDs of rules to leave out
}

// Check returns what there is to say about a filter, in the order of its text.
// A filter that does not parse gets the findings of the rule syntax, and no
// others.
func Check(query string, opts Options) []Diagnostic {
	p := newPass(query, opts)
	var err error
	if p.expr, err = bbql.Parse(query); err != nil {
		p.syntax(err)
	} else {
		p.collect()
		for i := range rules {
			if p.rule = rules[i].Rule; rules[i].query != nil {
				rules[i].query(p)
			}
		}
	}
	return p.result(opts)
}

// A pass is one look at a filter.
type pass struct {
	findings
	opts        Options
	expr        ast.Expr
	comparisons []*ast.Comparison
	resource    schema.Resource
	fields      map[ast.Path]known // that were looked up
	endpoint    *schema.Endpoint   // nil if none is known
	proofs      prover             // empty until it is needed
}

// findings collects what the rules say about a text.
type findings struct {
	text string
	rule Rule // the one that is looking
	list []Diagnostic
}

func newPass(query string, opts Options) *pass {
	p := &pass{
		findings: findings{text: query}, opts: opts, resource: opts.Resource,
		fields: make(map[ast.Path]known),
	}
	if p.endpoint = endpointOf(opts.Endpoint); p.endpoint != nil && p.resource == "" {
		p.resource = p.endpoint.Resource
	}
	return p
}

// endpointOf returns the endpoint of a GET request, nil if none is known.
func endpointOf(path string) *schema.Endpoint {
	if e, ok := schema.EndpointFor("GET", path); ok && path != "" {
		return &e
	}
	return nil
}

func (p *pass) collect() {
	for n := range ast.Preorder(p.expr) {
		if c, ok := n.(*ast.Comparison); ok {
			p.comparisons = append(p.comparisons, c)
		}
	}
}

// report adds a finding of the rule that is looking.
func (f *findings) report(d Diagnostic) {
	f.reportAs(f.rule.Severity, d)
}

// reportAs is report with a severity of its own.
func (f *findings) reportAs(s Severity, d Diagnostic) {
	d.Rule, d.Severity, d.Text = f.rule.ID, s, f.text
	f.list = append(f.list, d)
}

// result returns the findings of the rules that are not left out, in the order
// of the text.
func (f *findings) result(opts Options) []Diagnostic {
	list := slices.DeleteFunc(f.list, func(d Diagnostic) bool {
		return slices.Contains(opts.Disable, d.Rule)
	})
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Compare(a.Span.Start, b.Span.Start)
	})
	return list
}

// A known is what is known of a field.
type known struct {
	field  schema.Field // the zero Field if the schema does not have it
	typ    ast.FieldType
	schema bool // whether the schema has it
	typed  bool // whether its type is known
}

// known returns what is known of the field at a path.
func (p *pass) known(path ast.Path) known {
	k, ok := p.fields[path]
	if ok {
		return k
	}
	if k.field, k.schema = p.resource.Field(path); k.schema {
		k.typ, k.typed = k.field.Type, true
	} else {
		k.typ, k.typed = p.opts.Types.Of(path)
	}
	p.fields[path] = k
	return k
}

// field returns what the schema says about the field of a comparison.
func (p *pass) field(c *ast.Comparison) (schema.Field, bool) {
	k := p.known(c.Field)
	return k.field, k.schema
}

// types tells the types of fields.
func (p *pass) types(path ast.Path) (ast.FieldType, bool) {
	k := p.known(path)
	return k.typ, k.typed
}

// literals returns the values that c compares its field with.
func literals(c *ast.Comparison) []ast.Value {
	if list, ok := c.Value.(*ast.List); ok {
		return list.Values
	}
	return []ast.Value{c.Value}
}

// syntax reports what the parser has to say.
func (p *pass) syntax(err error) {
	p.rule = syntax.Rule
	var list bbql.Errors
	if !errors.As(err, &list) {
		return
	}
	for _, e := range list {
		d := Diagnostic{Span: e.Span, Msg: e.Msg, Hint: e.Hint}
		if e.Fix != nil {
			d.Fix = []Edit{{e.Fix.Span, e.Fix.Text}}
		}
		p.report(d)
	}
}
