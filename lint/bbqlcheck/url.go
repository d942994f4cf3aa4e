package bbqlcheck

import (
	"fmt"
	"go/types"
	neturl "net/url"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bbql/go-bbql/internal/route"
	"github.com/bbql/go-bbql/lint"
)

const api = "https://api.bitbucket.org/2.0/"

// isAPI reports whether a URL is one of Bitbucket's API. Scheme and host are the
// same in capitals.
func isAPI(url string) bool {
	return len(url) >= len(api) && strings.EqualFold(url[:len(api)], api)
}

// A link is a URL with a filter in it.
type link struct {
	cs     []char
	path   int    // its length
	value  int    // where the value of q begins in cs
	filter []char // that value, decoded; nil if it can't be
	broken bool   // whether it can't be
}

// url checks a text if it is a URL with a filter, and reports whether it is.
func (c *checker) url(cs []char) bool {
	l, ok := newLink(cs)
	if !ok || !c.isBitbucketURL(l) {
		return false
	}
	c.link(l)
	return true
}

// link checks the filter of a URL, and the rest of it.
func (c *checker) link(l *link) {
	switch {
	case isHole(l.filter):
		c.notEncoded(trimmed(l.filter)[0])
	case len(trimmed(l.filter)) > 0 || l.broken:
		scan(l.filter)
		c.injections(l.filter, lint.Options{})
		c.checkLink(l)
	}
}

// notEncoded reports a filter that a program puts into a URL as it is, though what
// is in it may end the parameter, or mean something else.
func (c *checker) notEncoded(ch char) {
	name := strings.ToLower(types.ExprString(ch.hole.expr))
	if ch.toEncode || ch.hole.kind != anyText || strings.Contains(name, "escape") ||
		strings.Contains(name, "encode") {
		return
	}
	c.report(injection, lint.Error, analysis.Diagnostic{
		Pos: ch.pos, End: ch.end, URL: docs + "/bbqlcheck.md#injection",
		Message: fmt.Sprintf("%s gets into the URL without being encoded: use url.QueryEscape(%s)",
			ch.hole.subject(), ch.hole.name()),
	})
}

// newLink finds the parts of a URL.
func newLink(cs []char) (*link, bool) {
	text := textOf(cs)
	path := strings.IndexByte(text, '?')
	if path <= 0 || strings.ContainsAny(text[:path], " \t\r\n\"'`<>|&=") {
		return nil, false
	}
	for start := path + 1; start < len(text); {
		n := strings.IndexAny(text[start:], "&#")
		end := start + n
		if n < 0 {
			end = len(text)
		}
		if strings.HasPrefix(text[start:], "q=") {
			l := &link{cs: cs, path: path, value: start + len("q=")}
			var ok bool
			l.filter, ok = decode(cs[l.value:end])
			l.broken = !ok
			return l, true
		}
		start = end + 1
	}
	return nil, false
}

// isBitbucketURL reports whether a URL is one of Bitbucket's API: by its host or,
// if that isn't known, by the package that it is in and the filter.
func (c *checker) isBitbucketURL(l *link) bool {
	path := textOf(l.cs[:l.path])
	_, rest, absolute := strings.Cut(path, "://")
	host, _, _ := strings.Cut(rest, "/")
	known := absolute && strings.IndexByte(host, 0) < 0
	return isAPI(path) ||
		c.bitbucket && !known && (isMeant(l.filter) || isHole(l.filter) && l.hasEndpoint())
}

// hasEndpoint reports whether the path is of a list of Bitbucket.
func (l *link) hasEndpoint() bool {
	_, ok := route.List(textOf(l.cs[:l.path]))
	return ok
}

// checkLink reports what there is to say about a URL, with the filter in it.
func (c *checker) checkLink(l *link) {
	opts := l.options()
	opts.Disable = append(opts.Disable, "bare-percent") // it may well be a format
	r := render(l.cs, func(i int, ch char) string {
		switch {
		case i < l.path:
			return pathText(ch)
		case ch.toEncode || ch.hole != nil:
			return escape(sample(ch))
		}
		return sample(ch)
	})
	found := lint.CheckURL(r.text, opts)
	inFilter := lint.Check(renderFilter(l.filter).text, opts)
	of := func(d lint.Diagnostic) bool {
		return slices.ContainsFunc(inFilter, func(f lint.Diagnostic) bool {
			return f.Rule == d.Rule && f.Msg == d.Msg
		})
	}
	if slices.ContainsFunc(found, of) {
		c.reportAll(checkFilter(l.filter, opts))
	}
	found = slices.DeleteFunc(found, func(d lint.Diagnostic) bool { return of(d) || r.covers(d.Span) })
	c.reportAll(r, found)
}

// pathText returns what may stand in a path.
func pathText(c char) string {
	if c.hole != nil {
		return "x"
	}
	return string([]byte{c.b})
}

// options returns what is known of the endpoint. Only a path without holes may be
// of none at all.
func (l *link) options() lint.Options {
	path := textOf(l.cs[:l.path])
	if e, ok := route.List(path); ok {
		return lint.Options{Endpoint: e.Path}
	}
	if isAPI(path) && !strings.Contains(path, route.Hole) {
		return lint.Options{Endpoint: path}
	}
	return lint.Options{Endpoint: "/", Disable: []string{"unknown-endpoint"}}
}

// decode returns the decoded chars of a parameter's value. It reports false for
// an escape that is none.
func decode(cs []char) ([]char, bool) {
	out := []char{}
	for i := 0; i < len(cs); i++ {
		ch := cs[i]
		ch.encoded = !ch.toEncode
		switch {
		case ch.hole != nil || ch.toEncode:
		case ch.b == '+':
			ch.b = ' '
		case ch.b == '%':
			if i+2 >= len(cs) {
				return nil, false
			}
			text, err := neturl.QueryUnescape(textOf(cs[i : i+3]))
			if err != nil || len(text) != 1 {
				return nil, false
			}
			i += 2
			ch.b, ch.end = text[0], cs[i].end
		}
		out = append(out, ch)
	}
	return out, true
}
