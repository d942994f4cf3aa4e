package lint

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/schema"
)

// CheckURL returns what there is to say about the URL of a GET request, whole or
// without the host, and about the filter in it. The endpoint, and with it the
// resource, are those of the URL's path, unless the options name others.
func CheckURL(rawURL string, opts Options) []Diagnostic {
	r := newRequest(rawURL, opts)
	for i := range rules {
		if r.rule = rules[i].Rule; rules[i].url != nil {
			rules[i].url(r)
		}
	}
	if q, ok := r.decoded("q"); ok && !r.garbled {
		for _, d := range Check(q.text, r.opts) {
			r.list = append(r.list, q.inURL(d, rawURL))
		}
	}
	return r.result(opts)
}

// A request is one look at a URL.
type request struct {
	findings
	opts     Options
	path     string
	endpoint *schema.Endpoint // nil if none is known
	params   []urlquery.Param
	base     int  // where the raw query string begins
	garbled  bool // whether the filter did not arrive as it was meant
}

func newRequest(rawURL string, opts Options) *request {
	r := &request{findings: findings{text: rawURL}, opts: opts}
	rest, _, _ := strings.Cut(rawURL, "#")
	path, query, _ := strings.Cut(rest, "?")
	r.path, r.base = path, len(path)+1
	if opts.Endpoint == "" {
		r.opts.Endpoint = path
	}
	r.endpoint = endpointOf(r.opts.Endpoint)
	for p := range urlquery.Params(query) {
		r.params = append(r.params, p)
	}
	return r
}

// span returns where a parameter is in the URL.
func (r *request) span(p urlquery.Param) ast.Span { return r.at(p.Start, p.End) }

// valueSpan returns where the value of a parameter is in the URL.
func (r *request) valueSpan(p urlquery.Param) ast.Span { return r.at(p.ValueStart, p.End) }

func (r *request) at(start, end int) ast.Span {
	return ast.Span{Start: ast.Pos(r.base + start), End: ast.Pos(r.base + end)}
}

// param returns the first parameter of a name.
func (r *request) param(name string) (urlquery.Param, bool) {
	for _, p := range r.params {
		if p.Key == name {
			return p, true
		}
	}
	return urlquery.Param{}, false
}

// hasFilter reports whether the URL has a filter that is not blank.
func (r *request) hasFilter() bool {
	q, ok := r.decoded("q")
	return ok && strings.TrimSpace(q.text) != ""
}

// A decoded is the value of a parameter, and where it comes from.
type decoded struct {
	text    string
	offsets []int // in the URL, of each byte of text, and of its end
}

// decoded returns the value of the first parameter of a name, or false if there
// is none that can be decoded.
func (r *request) decoded(name string) (decoded, bool) {
	p, ok := r.param(name)
	if !ok {
		return decoded{}, false
	}
	text, err := urlquery.Unescape(p.Value)
	if err != nil {
		return decoded{}, false
	}
	d := decoded{text: text}
	for i := 0; i < len(p.Value); i++ {
		d.offsets = append(d.offsets, r.base+p.ValueStart+i)
		if p.Value[i] == '%' {
			i += 2
		}
	}
	d.offsets = append(d.offsets, r.base+p.End)
	return d, true
}

// span returns where a range of the text is in the URL.
func (d decoded) span(s ast.Span) ast.Span {
	return ast.Span{Start: ast.Pos(d.offsets[s.Start]), End: ast.Pos(d.offsets[s.End])}
}

// inURL returns a finding about the text as one about the URL. What its fix
// writes is encoded.
func (d decoded) inURL(found Diagnostic, rawURL string) Diagnostic {
	found.Text = rawURL
	found.Span = d.span(found.Span)
	if found.Related.IsValid() {
		found.Related = d.span(found.Related)
	}
	fix := make([]Edit, len(found.Fix))
	for i, e := range found.Fix {
		fix[i] = Edit{d.span(e.Span), urlquery.Escape(e.Text)}
	}
	found.Fix = fix
	return found
}
