package bbqltest

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strconv"
)

const jsonType = "application/json; charset=utf-8"

// An answer is a whole response, made before any of it is sent.
type answer struct {
	status  int
	header  http.Header
	body    []byte
	matched []json.RawMessage // the objects that the query selected, on all pages
}

// failed returns the answer to a request that ended in an error. One that is no
// failure is a fixture that can't be read: the words are for who wrote it.
func failed(err error) *answer {
	var refused *refusal
	if errors.As(err, &refused) {
		return refused.answer()
	}
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{status: http.StatusInternalServerError, message: "bbqltest: " + err.Error()}
	}
	return f.answer()
}

func (a *answer) send(w http.ResponseWriter) {
	a.begin(w)
	_, _ = w.Write(a.body) // a client that has gone needs no answer
}

// sendHalf sends the header of the whole answer and half of its body.
func (a *answer) sendHalf(w http.ResponseWriter) {
	a.begin(w)
	_, _ = w.Write(a.body[:len(a.body)/2])
	_ = http.NewResponseController(w).Flush() // the connection ends all the same
}

func (a *answer) begin(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", jsonType)
	h.Set("Content-Length", strconv.Itoa(len(a.body)))
	maps.Copy(h, a.header)
	w.WriteHeader(a.status)
}

// marshal is json.Marshal without the escapes for HTML, so that fixtures come
// out as they were written.
func marshal(v any) (json.RawMessage, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// jsonText returns text as JSON.
func jsonText(s string) json.RawMessage {
	raw, _ := marshal(s) // of text there is always JSON
	return raw
}
