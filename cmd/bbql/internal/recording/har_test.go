package recording_test

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/bbql/go-bbql/cmd/bbql/internal/recording"
)

// har returns a HAR of one entry with a content and headers of its response.
func har(content, headers string) string {
	return fmt.Sprintf(`{"log": {"version": "1.2", "pages": [{"id": [{}]}], "entries": [{
		"startedDateTime": "x", "time": 1.5,
		"request": {"method": "get", "url": %q, "headers": [], "cookies": []},
		"response": {"status": 200, "headers": [%s], "content": %s}}], "comment": ""}}`,
		api+"/user", headers, content)
}

func encoded(data []byte) string {
	return fmt.Sprintf(`{"size": 1, "text": %q, "encoding": "base64"}`, base64.StdEncoding.EncodeToString(data))
}

func zipped(t *testing.T, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestContents(t *testing.T) {
	const body = `{"a": "ä"}`
	var deflated bytes.Buffer
	w := zlib.NewWriter(&deflated)
	io.WriteString(w, body)
	w.Close()
	const brotli = `{"name": "content-encoding", "value": "br"}`
	tests := map[string]struct{ content, headers, want, problem string }{
		"text":             {`{"text": "{\"a\": \"ä\"}"}`, "", body, ""},
		"decoded already":  {`{"text": "{\"a\": \"ä\"}"}`, brotli, body, ""},
		"a mark":           {`{"text": "\ufeff{\"a\": \"ä\"}"}`, "", body, ""},
		"base64":           {encoded([]byte(body)), "", body, ""},
		"gzip":             {encoded(zipped(t, body)), "", body, ""},
		"zlib":             {encoded(deflated.Bytes()), "", body, ""},
		"nothing":          {`{"size": 5}`, "", "", ""},
		"broken base64":    {`{"text": "*", "encoding": "base64"}`, "", "", "the body is broken base64"},
		"broken gzip":      {encoded([]byte("\x1f\x8bxxxx")), "", "", "the body can't be decompressed"},
		"cut gzip":         {encoded(zipped(t, body)[:20]), "", "", "the body can't be decompressed"},
		"another encoding": {encoded([]byte("\x8b\x02\x80")), brotli, "\x8b\x02\x80", "the body is compressed with br: export it decompressed"},
		"a page of HTML":   {`{"text": "<p>"}`, "", "<p>", "the body is no JSON"},
		"a bomb": {
			encoded(zipped(t, strings.Repeat(" ", 40<<20))), "", "", "the body has more than 16 MiB",
		},
		"no content":  {`[]`, "", "", "the entry is no entry of a HAR"},
		"a number":    {`{"text": 5}`, "", "", "the entry is no entry of a HAR"},
		"null is {}":  {`null`, "", "", ""},
		"other names": {`{"TEXT": "1", "x": {"text": "2"}}`, "", "1", ""},
	}
	for name, tt := range tests {
		n := 0
		for resp, err := range recording.ReadHAR(iotest.OneByteReader(strings.NewReader(har(tt.content, tt.headers)))) {
			if n++; err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if resp.Method != "GET" || resp.URL != api+"/user" || resp.Status != 200 ||
				string(resp.Body) != tt.want || resp.Problem != tt.problem {
				t.Errorf("%s: %.300q, want %q %q", name, fmt.Sprint(resp), tt.want, tt.problem)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d responses", name, n)
		}
	}
}

// TestHARWithMark begins with a byte order mark, as the format allows.
func TestHARWithMark(t *testing.T) {
	whole := "\ufeff" + har(`{"text": "{}"}`, "")
	for name, in := range map[string]io.Reader{
		"at once":      strings.NewReader(whole),
		"byte by byte": iotest.OneByteReader(strings.NewReader(whole)),
	} {
		n := 0
		for resp, err := range recording.ReadHAR(in) {
			if n++; err != nil || string(resp.Body) != "{}" {
				t.Errorf("%s: %s, %v", name, resp.Body, err)
			}
		}
		if n != 1 {
			t.Errorf("%s: %d responses", name, n)
		}
	}
	for text, offset := range map[string]int64{"{!": 1, "\ufeff{!": 4} { // of the whole
		for _, err := range recording.ReadHAR(strings.NewReader(text)) {
			var syntax *json.SyntaxError
			if !errors.As(err, &syntax) || syntax.Offset != offset {
				t.Errorf("%q: %v, want one at %d", text, err, offset)
			}
		}
	}
}

func TestBrokenHAR(t *testing.T) {
	whole := har(`{"text": "{}"}`, "")
	for text, want := range map[string]string{
		"":                                    "the file ends before the HAR does",
		"{":                                   "the file ends before the HAR does",
		`[]`:                                  "this is no HAR: there is no object log with an array entries",
		`{"a": 1}`:                            "this is no HAR: there is no log",
		`{"log": []}`:                         "this is no HAR: there is no object log with an array entries",
		`{"log": {"x": [1, {"entries": 2}]}}`: "this is no HAR: there is no entries",
		`{"log": {"entries": {}}}`:            "this is no HAR: log.entries is no array",
		`{"log": {"entries": [`:               "the file ends before the HAR does",
		`{"log": {"entries": [}`:              "invalid character '}' looking for beginning of value",
		`{"log": {"entries": [{"request": {}} {}`: "expected comma after array element",
		`<html>`:             "invalid character '<' looking for beginning of value",
		whole[:len(whole)/2]: "the file ends before the HAR does",
	} {
		var last error
		for _, err := range recording.ReadHAR(strings.NewReader(text)) {
			last = err
		}
		if last == nil || last.Error() != want {
			t.Errorf("%.60q: error %v, want %q", text, last, want)
		}
	}
	var last error
	cut := errors.New("cable cut")
	for _, err := range recording.ReadHAR(io.MultiReader(strings.NewReader(whole[:len(whole)/2]), iotest.ErrReader(cut))) {
		last = err
	}
	if !errors.Is(last, cut) {
		t.Errorf("error %v, want %v", last, cut)
	}
}

// An entry without end is not read to its end.
func TestEndlessHAR(t *testing.T) {
	endless := &endless{}
	var last error
	for _, err := range recording.ReadHAR(io.MultiReader(strings.NewReader(`{"log": {"entries": [{"x": "`), endless)) {
		last = err
	}
	if last == nil || !strings.Contains(last.Error(), "an entry has more than 32 MiB") || endless.read > 33<<20 {
		t.Errorf("error %v after %d bytes", last, endless.read)
	}
}

type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

// Many entries are held one at a time.
func TestLongHAR(t *testing.T) {
	entry, err := json.Marshal(strings.Repeat("x", 1<<20))
	if err != nil {
		t.Fatal(err)
	}
	const entries = 40 // more than one may have
	one := fmt.Sprintf(`{"request": {"method": "POST", "url": "x"}, "x": %s},`, entry)
	in := io.MultiReader(
		strings.NewReader(`{"log": {"entries": [`),
		strings.NewReader(strings.Repeat(one, entries)),
		strings.NewReader(`{}]}}`))
	n := 0
	for _, err := range recording.ReadHAR(in) {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != entries+1 {
		t.Errorf("%d entries", n)
	}
}

// What lets somebody in is taken out of the bodies; what only looks alike stays.
func TestSecrets(t *testing.T) {
	const token = "ATCTT3xFfGN0-very.secret_token=1"
	basic := base64.StdEncoding.EncodeToString([]byte("jane@example.com:" + token + "2"))
	body := `{"a": "` + token + `", "b": ["x ` + token + `2 y"], "c": "https://jane:hidden@example.com/x",
		"d": "https://example.com/?t=ATCTT3xFfGN0-very.secret_token\u003d1#x", "e": "Europe/Berlin-Mitte",
		"f": "{b88c3812-dba6-40ab-8d3a-fcb19e9d4394}", "g": "` + basic + `", "h": "session0123456789", "i": "csrf-0123456789"}`
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	file := fmt.Sprintf(`{"log": {"entries": [
		{"request": {"method": "GET", "url": "https://x.example/?access_token=%s",
			"headers": [{"name": "Cookie", "value": "tz=Europe/Berlin-Mitte; s=session0123456789; w={b88c3812-dba6-40ab-8d3a-fcb19e9d4394}"}]},
			"response": {"cookies": [{"name": "csrf", "value": "csrf-0123456789"}]}},
		{"request": {"method": "GET", "url": "https://api.bitbucket.org/2.0/user",
			"headers": [{"name": "authorization", "value": "Basic %s"}]},
			"response": {"status": 200, "content": {"text": %s}}}]}}`, token, basic, text)
	r := recording.New(recording.Options{})
	for resp, err := range recording.ReadHAR(strings.NewReader(file)) {
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Add(resp); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := r.Tree()
	if err != nil || len(tree.Files) != 1 {
		t.Fatal(tree, err)
	}
	var user map[string]any
	if err := json.Unmarshal(tree.Files[0].Data, &user); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(user)
	const want = "map[a:REDACTED b:[x REDACTED y] c:https://example.com/x d:https://example.com/?t=REDACTED#x " +
		"e:Europe/Berlin-Mitte f:{b88c3812-dba6-40ab-8d3a-fcb19e9d4394} g:REDACTED h:REDACTED i:REDACTED]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
