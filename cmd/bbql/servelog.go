package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// A requestLog writes a line for each request.
type requestLog struct {
	mu sync.Mutex
	w  io.Writer
}

// A logLine is what is said of one request. Of the parameters it has only those
// that say what was selected, so that no token is among them.
type logLine struct {
	seen   bbqltest.Request
	status int
	body   []byte // the beginning of an answer that tells of an error
	whole  bool   // whether the handler came to its end
}

type logKey struct{}

// maxLogged is how many bytes of a filter, a path or an error a line shows.
const maxLogged = 500

// observe takes what the offline Bitbucket found out about a request.
func (l *requestLog) observe(r *http.Request, seen bbqltest.Request) {
	if line, ok := r.Context().Value(logKey{}).(*logLine); ok {
		line.seen = seen
	}
}

// around returns a handler that logs what another one answers, also when it
// breaks the connection.
func (l *requestLog) around(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		line := &logLine{}
		defer func() { l.write(r, line, time.Since(start)) }()
		ctx := context.WithValue(r.Context(), logKey{}, line)
		h.ServeHTTP(&watchedWriter{w, line}, r.WithContext(ctx))
		line.whole = true
	})
}

// write writes the line of a request.
func (l *requestLog) write(r *http.Request, line *logLine, took time.Duration) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", shown(r.Method), shown(r.URL.EscapedPath()))
	for _, name := range []string{"q", "sort"} {
		if values := line.seen.Params[name]; len(values) > 0 {
			fmt.Fprintf(&b, " %s='%s'", name, shown(values[len(values)-1]))
		}
	}
	fmt.Fprintf(&b, " %s %s %s", line.result(), line.selected(), took.Round(time.Microsecond))
	if why := line.why(); why != "" {
		fmt.Fprintf(&b, " %s", shown(why))
	}
	if why := line.seen.Outdated; why != "" {
		fmt.Fprintf(&b, " outdated: %s", shown(why))
	}
	b.WriteByte('\n')
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = io.WriteString(l.w, b.String()) // who can't be told need not be
}

// shown returns text as a line can show it.
func shown(text string) string {
	if len(text) > maxLogged {
		text = strings.ToValidUTF8(text[:maxLogged], "") + "…"
	}
	return escape(text)
}

// result returns the status, or what happened in its place.
func (l *logLine) result() string {
	switch {
	case l.status == 0:
		return "dropped"
	case !l.whole:
		return fmt.Sprint(l.status, " cut")
	}
	return fmt.Sprint(l.status)
}

// selected returns how many objects of how many the request selected.
func (l *logLine) selected() string {
	if l.seen.Total == 0 && len(l.seen.Matched) == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", len(l.seen.Matched), l.seen.Total)
}

// why returns the message of an answer that tells of an error, and the first line
// of its details. Of one of OAuth it is the code: the description may repeat what
// was sent.
func (l *logLine) why() string {
	var answer struct{ Error json.RawMessage }
	if json.Unmarshal(l.body, &answer) != nil {
		return ""
	}
	var code string
	if json.Unmarshal(answer.Error, &code) == nil {
		return code
	}
	var failed struct {
		Message string
		Detail  json.RawMessage // a text or an object
	}
	if json.Unmarshal(answer.Error, &failed) != nil {
		return ""
	}
	var detail string
	if json.Unmarshal(failed.Detail, &detail) != nil || detail == "" {
		return failed.Message
	}
	first, _, _ := strings.Cut(detail, "\n")
	return failed.Message + " (" + first + ")"
}

// A watchedWriter notes the status, and the beginning of an error.
type watchedWriter struct {
	http.ResponseWriter
	line *logLine
}

// Unwrap is for [http.ResponseController].
func (w *watchedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *watchedWriter) WriteHeader(status int) {
	w.line.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	const enough = 16 << 10
	if w.line.status >= http.StatusBadRequest && len(w.line.body) < enough {
		w.line.body = append(w.line.body, p[:min(len(p), enough)]...)
	}
	return w.ResponseWriter.Write(p)
}

// errors returns a logger for what the server itself has to say.
func (l *requestLog) errors() *log.Logger { return log.New(complaints{l}, "", 0) }

// complaints writes the complaints of a server, a line each: a panic's stack is
// for nobody who runs a command.
type complaints struct{ log *requestLog }

func (c complaints) Write(p []byte) (int, error) {
	first, _, _ := bytes.Cut(p, []byte("\n"))
	c.log.mu.Lock()
	defer c.log.mu.Unlock()
	_, err := fmt.Fprintf(c.log.w, "bbql: %s\n", shown(string(first)))
	return len(p), err
}
