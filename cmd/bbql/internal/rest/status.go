package rest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// A StatusError is an answer that is no success. Its text has no secrets.
type StatusError struct {
	Method     string   // GET, or POST where an OAuth consumer asked for a token
	URL        *url.URL // as it was asked for, which may hold secrets
	Status     int
	Message    string // what Bitbucket says, "" if that isn't in its layout
	RetryAfter time.Duration

	// The scopes that the call needs and that the token has, where the answer
	// says so.
	Required, Granted []string

	shown string // the URL for messages
}

// Error returns the status, the URL and the message on one line.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("%s %s: %d %s", e.Method, e.shown, e.Status, http.StatusText(e.Status))
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// isPassing reports whether the same request may do better a little later. 500
// is none of them: Bitbucket answers it to some wrong queries (rule F3).
func (e *StatusError) isPassing() bool {
	switch e.Status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// An errorBody is Bitbucket's layout of errors. The detail is a text or an
// object.
type errorBody struct {
	Error struct {
		Message string          `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	} `json:"error"`
}

// redactAll returns the texts without secrets.
func (c *Client) redactAll(texts []string) []string {
	for i := range texts {
		texts[i] = c.redact(shorten(texts[i]))
	}
	return texts
}

// maxMessage is how many bytes of a message are worth telling.
const maxMessage = 1000

func (c *Client) newStatusError(resp *http.Response, body []byte) *StatusError {
	e := &StatusError{
		Method:     http.MethodGet,
		URL:        resp.Request.URL,
		Status:     resp.StatusCode,
		RetryAfter: c.retryAfter(resp.Header.Get("Retry-After")),
		shown:      c.shown(resp.Request.URL),
	}
	var parsed errorBody
	if json.Unmarshal(body, &parsed) != nil {
		return e
	}
	e.Message = c.redact(shorten(oneLine(parsed.Error.Message)))
	var scopes struct{ Required, Granted scopeList }
	if json.Unmarshal(parsed.Error.Detail, &scopes) == nil {
		e.Required, e.Granted = c.redactAll(scopes.Required), c.redactAll(scopes.Granted)
	}
	var detail string
	if json.Unmarshal(parsed.Error.Detail, &detail) == nil && detail != "" {
		e.Message += " (" + c.redact(shorten(oneLine(detail))) + ")"
	}
	return e
}

// oneLine returns the lines of a text as one: the details of a 404 are several.
func oneLine(text string) string {
	isBreak := func(r rune) bool { return r == '\n' || r == '\r' }
	return strings.Join(strings.FieldsFunc(text, isBreak), " ")
}

func shorten(text string) string {
	if len(text) <= maxMessage {
		return text
	}
	end := maxMessage
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// A scopeList is a list of scopes, which may also come as one text.
type scopeList []string

// UnmarshalJSON takes both.
func (l *scopeList) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*l = strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })
		return nil
	}
	return json.Unmarshal(data, (*[]string)(l))
}
