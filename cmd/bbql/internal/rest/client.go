package rest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The bounds of a Client that names no others.
const (
	DefaultTimeout = time.Minute
	DefaultMaxWait = 15 * time.Minute
	DefaultMaxBody = 64 << 20
)

// A Client sends GET requests to the API on one host. The fields are set before
// it is used; it is not safe for concurrent use. Only Base is required.
type Client struct {
	Base        *url.URL          // its scheme and host are those of all requests
	Credentials Credentials       // the zero value for none
	Transport   http.RoundTripper // by default that of net/http, with its proxies
	UserAgent   string

	Timeout  time.Duration // of one attempt, with its whole answer
	MaxWait  time.Duration // that rate limits and faults may cost in all
	Interval time.Duration // the least time between two requests
	MaxBody  int64         // the bytes of the largest answer

	// Pause waits, or returns why it stopped to; by default for so long.
	Pause func(context.Context, time.Duration) error
	// Now is the clock, by default that of the system.
	Now func() time.Time
	// Notice is told in words why it takes so long, and Trace what was sent and
	// what came back, where they are set. Neither is told secrets.
	Notice func(text string)
	Trace  func(text string)

	waited time.Duration
	last   time.Time // when the last request was sent
}

// An Answer is a successful one, as a whole.
type Answer struct {
	URL         *url.URL // that it came from, after redirects
	ContentType string
	Body        []byte
}

// Get returns the answer to a GET of u, which is on the host of the base URL.
// Rate limits (429) are waited for as told; 502, 503, 504 and faults of the
// network are tried again, both within bounds. An error is ctx's, a
// [*StatusError], or says what the network did.
func (c *Client) Get(ctx context.Context, u *url.URL) (*Answer, error) {
	if err := c.stays(u); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		if err := c.space(ctx); err != nil {
			return nil, err
		}
		ans, err := c.attempt(ctx, u)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil {
			return ans, nil
		}
		if err := c.backOff(ctx, try, err); err != nil {
			return nil, err
		}
	}
}

// attempt sends one request.
func (c *Client) attempt(ctx context.Context, u *url.URL) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, orDefault(c.Timeout, DefaultTimeout))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	if c.UserAgent != "" {
		req.Header.Set("User-Agent", c.UserAgent)
	}
	client := &http.Client{Transport: c.Transport, CheckRedirect: c.redirect}
	if err := c.Credentials.sign(req, client, c.Base); err != nil {
		return nil, c.fault(u, err)
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, c.fault(u, err)
	}
	defer resp.Body.Close()
	c.trace("GET %s: %s", u, resp.Status)
	limit := orDefault(c.MaxBody, DefaultMaxBody)
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	switch {
	case resp.StatusCode/100 != 2:
		return nil, c.newStatusError(resp, body)
	case err != nil:
		return nil, c.fault(u, fmt.Errorf("the answer breaks off after %d bytes: %w", len(body), err))
	case int64(len(body)) > limit:
		return nil, fmt.Errorf("GET %s: the answer is larger than %d bytes", c.shown(u), limit)
	}
	return &Answer{resp.Request.URL, resp.Header.Get("Content-Type"), body}, nil
}

// maxRedirects is how often one request is sent on.
const maxRedirects = 5

// redirect decides whether to follow a redirect.
func (c *Client) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return final(fmt.Errorf("more than %d redirects", maxRedirects))
	}
	return c.stays(req.URL)
}

// stays returns an error for a URL on another host than the base's, or by
// another scheme: what is sent there may carry credentials.
func (c *Client) stays(u *url.URL) error {
	if origin(u) == origin(c.Base) && u.User == nil {
		return nil
	}
	return final(fmt.Errorf("%s leads away from %s: nothing was sent there",
		c.shown(u), origin(c.Base)))
}

// origin returns the scheme, host and port of a URL.
func origin(u *url.URL) string {
	scheme, port := strings.ToLower(u.Scheme), u.Port()
	if scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		port = ""
	}
	host := strings.ToLower(u.Hostname())
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port != "" {
		host += ":" + port
	}
	return scheme + "://" + host
}

func (c *Client) trace(format string, args ...any) {
	if c.Trace != nil {
		c.Trace(c.redact(fmt.Sprintf(format, args...)))
	}
}

func (c *Client) redact(text string) string { return c.Credentials.redact(text) }

// shown returns a URL as messages have it: links may repeat a secret.
func (c *Client) shown(u *url.URL) string { return c.redact(u.Redacted()) }

func orDefault[T comparable](v, byDefault T) T {
	var zero T
	if v == zero {
		return byDefault
	}
	return v
}
