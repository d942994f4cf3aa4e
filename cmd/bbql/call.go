package main

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/urlquery"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

// apiMount is where the paths of the API begin.
const apiMount = "/2.0"

// A call is a request to the API that is to be sent.
type call struct {
	url      *url.URL
	endpoint schema.Endpoint
	known    bool // whether the schema has the endpoint

	written string // the filter as it was given by a flag, "" if it wasn't
	sort    *ast.SortKey
}

// newCall returns the call of a path and of what the flags add to it.
func (t *tool) newCall(f *getFlags, base *url.URL, path string) (*call, error) {
	u, err := callURL(base, path)
	if err != nil {
		return nil, err
	}
	k := &call{url: u}
	if k.find(); !k.known && !f.force {
		_, err := endpointFor(http.MethodGet, u.EscapedPath())
		return nil, err
	}
	if err := k.checkFlags(f); err != nil {
		return nil, err
	}
	if err := t.addQuery(f, k); err != nil {
		return nil, err
	}
	k.set("fields", f.fields)
	k.keepNext()
	if n := k.pageLen(f); n > 0 {
		k.set("pagelen", strconv.Itoa(n))
	}
	return k, nil
}

// find finds the endpoint of the URL.
func (k *call) find() {
	k.endpoint, k.known = schema.EndpointFor(http.MethodGet, k.url.EscapedPath())
}

// callURL returns the URL of a path of the API, or of a whole URL, on the host
// of the base URL.
func callURL(base *url.URL, path string) (*url.URL, error) {
	u, err := url.Parse(path)
	switch {
	case err != nil:
		return nil, usagef("the path %q: %w", path, errorWithoutURL(err))
	case u.Fragment != "":
		return nil, usagef("# begins a part of a URL that is not sent: write %%23 for one that is")
	case u.User != nil || urlHas(u, "access_token"):
		return nil, usagef("put credentials into the environment: a URL ends up in many logs")
	case u.Scheme+u.Host != "" && !isAPI(u, base):
		return nil, usagef("%s is not the API's: that begins with %s%s", escape(path), apiURL, apiMount)
	}
	below := "/" + strings.TrimPrefix(asWritten(u), "/")
	if rest, ok := strings.CutPrefix(below+"/", apiMount+"/"); ok {
		below = "/" + strings.TrimSuffix(rest, "/")
	}
	whole := base.String() + apiMount + below
	if u.RawQuery != "" {
		whole += "?" + u.RawQuery
	}
	return url.Parse(whole)
}

// asWritten returns the path of a URL with its escapes as they were written, so
// that %2F does not become a slash, and with escapes for what can't be sent.
func asWritten(u *url.URL) string {
	if u.RawPath == "" { // net/url would write it so
		return u.EscapedPath()
	}
	var b strings.Builder
	for _, c := range []byte(u.RawPath) {
		if c <= ' ' || c >= utf8.RuneSelf-1 || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isAPI reports whether a whole URL is one of the API's, or of the host that
// stands for it.
func isAPI(u, base *url.URL) bool {
	host := u.Scheme + "://" + u.Host
	return u.Opaque == "" && (host == apiURL || host == base.String())
}

// errorWithoutURL returns what net/url says of a text, which is not repeated.
func errorWithoutURL(err error) error {
	if e, ok := err.(*url.Error); ok {
		return e.Err
	}
	return err
}

// urlHas reports whether a URL has a parameter.
func urlHas(u *url.URL, key string) bool {
	for p := range urlquery.Params(u.RawQuery) {
		if p.Key == key {
			return true
		}
	}
	return false
}

// has reports whether the URL has a parameter.
func (k *call) has(key string) bool { return urlHas(k.url, key) }

// set sets a parameter of the URL, and leaves it as it is without a value.
func (k *call) set(key, value string) {
	if value != "" {
		k.url.RawQuery = urlquery.Set(k.url.RawQuery, key, value)
	}
}

// isLater reports whether the URL is that of a page after the first, which is to
// be used as it is (rule E3).
func (k *call) isLater() bool { return k.has("page") || k.has("ctx") }

// checkFlags refuses flags that have no meaning beside the URL.
func (k *call) checkFlags(f *getFlags) error {
	if hole := k.hole(); hole != "" {
		return usagef("put a name in the place of %s", hole)
	}
	params := map[string]string{"filter": "q", "sort": "sort", "fields": "fields", "pagelen": "pagelen"}
	for _, flag := range []string{"filter", "sort", "fields", "pagelen", "all", "limit"} {
		param := params[flag]
		switch {
		case !f.given(flag):
		case k.known && !k.endpoint.List && flag != "fields":
			return usagef("%s is one object: it takes no --%s", k.endpoint.Path, flag)
		case param != "" && k.has(param):
			return usagef("the URL has a parameter %s: take it out, or leave --%s out", param, flag)
		case param != "" && k.isLater():
			return usagef("the URL is that of a later page, which has its query in it: "+
				"take page and ctx out, or leave --%s out", flag)
		}
	}
	return nil
}

// hole returns a hole of the endpoint's template that was not filled, "" if
// there is none.
func (k *call) hole() string {
	segments := strings.Split(strings.TrimPrefix(k.url.Path, apiMount), "/")
	for i, hole := range strings.Split(k.endpoint.Path, "/") {
		if strings.HasPrefix(hole, "{") && i < len(segments) && segments[i] == hole {
			return hole
		}
	}
	return ""
}

// addQuery puts the filter and the sort key of the flags into the URL. What does
// not parse is sent as it is, if it must be.
func (t *tool) addQuery(f *getFlags, k *call) error {
	filter, err := t.text(f.filter)
	if err != nil {
		return err
	}
	k.written = filter
	expr, err := f.query.parse(filter)
	switch {
	case err == nil:
		filter = bbql.Format(expr)
		if f.given("var") {
			k.written = filter
		}
	case !f.force || f.given("var"):
		return err
	}
	k.set("q", filter)
	k.sort, err = bbql.ParseSort(f.sort, f.query.limits.options()...)
	if err != nil && !f.force {
		return err
	}
	k.set("sort", f.sort)
	return nil
}

// keepNext adds the link to the next page to fields that leave it out: without it
// every list would seem to end after its first page.
func (k *call) keepNext() {
	if k.known && !k.endpoint.List || k.isLater() {
		return
	}
	fields := k.url.Query().Get("fields")
	bare := false
	for item := range strings.SplitSeq(fields, ",") {
		switch item = strings.TrimSpace(item); {
		case item == "next" || item == "*":
			return
		case item != "" && item[0] != '+' && item[0] != '-':
			bare = true
		}
	}
	if bare {
		k.set("fields", fields+",next")
	}
}

// pageLen returns how long pages are to be, 0 for what the server takes.
func (k *call) pageLen(f *getFlags) int {
	longest := k.endpoint.MaxPageLen
	switch {
	case f.given("pagelen"):
		return f.pageLen
	case longest == 0 || k.has("pagelen") || k.isLater():
		return 0
	case f.all:
		return longest
	case f.limit > 0:
		pages := (f.limit + longest - 1) / longest
		return (f.limit + pages - 1) / pages // no page brings much more than is printed
	}
	return 0
}

// look checks the filter and the URL, and reports whether there are errors among
// the findings, of which the mildest are left out.
func (k *call) look() (looks []look, worst bool, err error) {
	opts := lint.Options{Endpoint: k.endpoint.Path}
	inFilter := &lintText{text: k.written, opts: opts}
	found, err := inFilter.check()
	if err != nil {
		return nil, false, err
	}
	inURL := &lintText{text: k.url.RequestURI()}
	others, err := inURL.check()
	if err != nil {
		return nil, false, err
	}
	others = slices.DeleteFunc(others, func(d finding) bool {
		return k.written != "" && slices.ContainsFunc(found, func(same finding) bool {
			return same.Rule == d.Rule
		})
	})
	for _, l := range []look{{inFilter, found}, {inURL, others}} {
		l.found = slices.DeleteFunc(l.found, func(d finding) bool { return d.Severity == lint.Info })
		for _, d := range l.found {
			worst = worst || d.Severity == lint.Error
		}
		looks = append(looks, l)
	}
	return looks, worst, nil
}
