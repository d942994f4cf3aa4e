package rest

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"

	"github.com/bbql/go-bbql/internal/jsonscan"
	"github.com/bbql/go-bbql/schema"
)

// A Page is an answer of the API: a page of a list, or one object.
type Page struct {
	URL    *url.URL
	Values []json.RawMessage // of the page, or the one object, with the bytes as they came
	Size   int               // how many objects the whole list has, -1 if unknown
	List   bool              // whether it is a page

	next string
}

// HasNext reports whether other pages follow.
func (p *Page) HasNext() bool { return p.next != "" }

// Pages yields the answer to a GET of u and, if it is a page, those that follow
// it. The links to them are used as they come; one that was used before, or that
// leads to another host, is an error. An error ends the pages. No page is asked
// for before the loop wants it.
func (c *Client) Pages(ctx context.Context, u *url.URL) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		seen := visited{}
		for u != nil {
			seen.add(u)
			page, err := c.page(ctx, u)
			if !yield(page, err) || err != nil {
				return
			}
			if u, err = c.follow(page, seen); err != nil {
				yield(nil, err)
				return
			}
		}
	}
}

// page returns one page.
func (c *Client) page(ctx context.Context, u *url.URL) (*Page, error) {
	ans, err := c.Get(ctx, u)
	if err != nil {
		return nil, err
	}
	page, err := newPage(u, ans.Body)
	if err == nil {
		return page, nil
	}
	if len(ans.Body) == 0 {
		return nil, fmt.Errorf("GET %s: the answer is empty", c.shown(u))
	}
	if errors.Is(err, jsonscan.ErrIncomplete) {
		return nil, fmt.Errorf("GET %s: the answer is cut off: its JSON ends after %d bytes",
			c.shown(u), len(ans.Body))
	}
	return nil, fmt.Errorf("GET %s: the answer, of type %q, is no JSON: %w", c.shown(u),
		c.redact(ans.ContentType), err)
}

// follow returns the URL of the next page, nil after the last one.
func (c *Client) follow(page *Page, seen visited) (*url.URL, error) {
	if !page.HasNext() {
		return nil, nil
	}
	next, err := page.URL.Parse(page.next)
	switch {
	case err != nil:
		return nil, fmt.Errorf("GET %s: the link to the next page is no URL: %q",
			c.shown(page.URL), c.redact(page.next))
	case seen.has(next):
		return nil, fmt.Errorf("GET %s: the link to the next page leads in a circle, to %s",
			c.shown(page.URL), c.shown(next))
	}
	return next, nil
}

// visited are the URLs of pages, each as a digest: they are long, and may be many.
type visited map[[sha256.Size]byte]bool

func (v visited) add(u *url.URL) { v[sha256.Sum256([]byte(u.String()))] = true }

func (v visited) has(u *url.URL) bool { return v[sha256.Sum256([]byte(u.String()))] }

// newPage reads an answer. An object is a page if it has an array of values and
// nothing beside its envelope. Where the endpoint is known to list either will
// do: an envelope may have new members, and fields may leave out empty values.
func newPage(u *url.URL, body []byte) (*Page, error) {
	p := &Page{URL: u, Size: -1}
	start := jsonscan.SkipSpace(body, 0)
	c := jsonscan.NewCursor(body[start:], 0)
	ours := false
	if c.Peek() == '{' {
		ours = p.readEnvelope(&c)
	} else {
		c.Value()
	}
	c.End()
	if err := c.Err(); err != nil {
		return nil, err
	}
	e, known := schema.EndpointFor(http.MethodGet, u.EscapedPath())
	has, lists := p.Values != nil, known && e.List && !e.Deep
	if p.List = has && ours || lists && (has || ours); !p.List {
		p.Values, p.next = []json.RawMessage{body[start:]}, ""
	}
	return p, nil
}

// readEnvelope reads the members of an object as if it were a page, and reports
// whether all of them are those of one. Of equal names the first counts (rule
// M13).
func (p *Page) readEnvelope(c *jsonscan.Cursor) (ours bool) {
	ours = true
	read := map[string]bool{}
	for c.Enter(); ; {
		token, ok := c.NextName()
		if !ok {
			return ours
		}
		name, kind := jsonscan.Text(token), c.Peek()
		switch {
		case read[name]:
			c.Value()
		case name == "values" && kind == '[':
			p.Values = []json.RawMessage{}
			for c.Enter(); c.NextElement(); {
				p.Values = append(p.Values, c.Value())
			}
		case name == "next" && kind == '"':
			if token := c.Value(); token != nil { // nil where the text is cut off
				p.next = jsonscan.Text(token)
			}
		case name == "size" && kind == '0':
			p.Size = readSize(c.Value())
		default:
			c.Value()
			ours = ours && isEnvelope(name)
		}
		if name == "values" || isEnvelope(name) {
			read[name] = true
		}
	}
}

func readSize(token []byte) int {
	if n, err := strconv.Atoi(string(token)); err == nil && n >= 0 {
		return n
	}
	return -1
}

// isEnvelope reports whether a page may have a member beside its values.
func isEnvelope(name string) bool {
	switch name {
	case "size", "page", "pagelen", "next", "previous", "query_substituted":
		return true
	}
	return false
}
