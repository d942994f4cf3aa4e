package recording

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// A harEntry is a request and its response in a HAR, which is what browsers and
// proxies export of what they saw. Only what is needed of it is here.
type harEntry struct {
	Request struct {
		Method  string    `json:"method"`
		URL     string    `json:"url"`
		Headers []harPair `json:"headers"`
		Cookies []harPair `json:"cookies"`
	} `json:"request"`
	Response struct {
		Status  int        `json:"status"`
		Headers []harPair  `json:"headers"`
		Cookies []harPair  `json:"cookies"`
		Content harContent `json:"content"`
	} `json:"response"`
}

type harPair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type harContent struct {
	Text     string `json:"text"`
	Encoding string `json:"encoding"`
}

// maxEntry is the size of the largest entry that is read.
const maxEntry = 32 << 20

// ReadHAR yields the responses of a HAR, in its order, and holds one at a time.
// An error ends it: broken JSON is one of type [*json.SyntaxError], whose Offset
// counts the bytes of the whole.
func ReadHAR(in io.Reader) iter.Seq2[Response, error] {
	return func(yield func(Response, error) bool) {
		bounded := &boundedReader{in: afterMark(in)}
		dec := json.NewDecoder(bounded)
		bounded.allow(maxEntry)
		if err := seekEntries(dec); err != nil {
			yield(Response{}, err)
			return
		}
		for dec.More() {
			bounded.allow(maxEntry)
			resp, err := readEntry(dec)
			if !yield(resp, err) || err != nil {
				return
			}
		}
		if _, err := dec.Token(); err != nil {
			yield(Response{}, whole(err))
		}
	}
}

// afterMark returns what follows a byte order mark, and the rest where it was: a HAR
// may begin with one, which encoding/json takes for nonsense.
func afterMark(in io.Reader) io.Reader {
	const mark = "\ufeff"
	whole := bufio.NewReader(in)
	if begin, _ := whole.Peek(len(mark)); string(begin) != mark {
		return whole
	}
	_, _ = whole.Discard(len(mark)) // it was seen
	return io.MultiReader(strings.NewReader(strings.Repeat(" ", len(mark))), whole)
}

// seekEntries goes into the array log.entries.
func seekEntries(dec *json.Decoder) error {
	for _, name := range []string{"log", "entries"} {
		if err := seekMember(dec, name); err != nil {
			return err
		}
	}
	if token, err := dec.Token(); err != nil || token != json.Delim('[') {
		return errors.Join(whole(err), notHAR("log.entries is no array"))
	}
	return nil
}

// seekMember goes into an object up to the value of a member.
func seekMember(dec *json.Decoder, name string) error {
	token, err := dec.Token()
	if err != nil {
		return whole(err)
	}
	if token != json.Delim('{') {
		return notHAR("there is no object log with an array entries")
	}
	for dec.More() {
		found, err := dec.Token()
		if err != nil {
			return whole(err)
		}
		if found == name {
			return nil
		}
		if err := dec.Decode(new(json.RawMessage)); err != nil {
			return whole(err)
		}
	}
	if _, err := dec.Token(); err != nil {
		return whole(err)
	}
	return notHAR(fmt.Sprintf("there is no %s", name))
}

// ErrNotHAR says that a file holds no HAR.
var ErrNotHAR = errors.New("this is no HAR")

func notHAR(why string) error { return fmt.Errorf("%w: %s", ErrNotHAR, why) }

// whole words the end of a file that is cut.
func whole(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the file ends before the HAR does")
	}
	return err
}

// readEntry reads one entry. One of the wrong shape is no reason to stop.
func readEntry(dec *json.Decoder) (Response, error) {
	var e harEntry
	err := dec.Decode(&e)
	if shape := (*json.UnmarshalTypeError)(nil); errors.As(err, &shape) {
		return Response{
			Method: "GET", URL: e.Request.URL, Status: 200, Problem: "the entry is no entry of a HAR",
		}, nil
	}
	if err != nil {
		return Response{}, whole(err)
	}
	return e.response(), nil
}

func (e *harEntry) response() Response {
	r := Response{
		Method:  strings.ToUpper(e.Request.Method),
		URL:     e.Request.URL,
		Status:  e.Response.Status,
		Secrets: e.secrets(),
	}
	r.Body, r.Problem = e.Response.Content.body()
	if r.Problem == "" && len(r.Body) > 0 && !json.Valid(r.Body) {
		r.Problem = e.undecoded()
	}
	return r
}

// body returns the body of a response as the server meant it. Proxies export it
// as it came, encoded and compressed.
func (c *harContent) body() (body []byte, problem string) {
	body = []byte(c.Text)
	if strings.EqualFold(c.Encoding, "base64") {
		var err error
		if body, err = base64.StdEncoding.DecodeString(c.Text); err != nil {
			return nil, "the body is broken base64"
		}
	}
	body, err := decompress(body)
	switch {
	case err != nil:
		return nil, "the body can't be decompressed"
	case len(body) > maxBody:
		return nil, "the body has more than 16 MiB"
	}
	return bytes.TrimPrefix(body, []byte("\ufeff")), ""
}

// decompress returns what a body holds that is compressed with gzip or zlib, by
// its first bytes: no JSON begins with them.
func decompress(body []byte) ([]byte, error) {
	if len(body) < 2 {
		return body, nil
	}
	var in io.Reader
	var err error
	switch {
	case body[0] == 0x1f && body[1] == 0x8b:
		in, err = gzip.NewReader(bytes.NewReader(body))
	case body[0] == 0x78 && (int(body[0])<<8|int(body[1]))%31 == 0:
		in, err = zlib.NewReader(bytes.NewReader(body))
	default:
		return body, nil
	}
	if err != nil {
		return nil, err
	}
	return readBody(in)
}

// readBody reads no more than shows that there is too much.
func readBody(in io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(in, maxBody+1)) }

// undecoded says what is wrong with a body that is no JSON.
func (e *harEntry) undecoded() string {
	for _, h := range e.Response.Headers {
		if strings.EqualFold(h.Name, "Content-Encoding") {
			switch strings.ToLower(h.Value) {
			case "br", "zstd":
				return "the body is compressed with " + strings.ToLower(h.Value) + ": export it decompressed"
			}
		}
	}
	return "the body is no JSON"
}

// A boundedReader reads so many bytes and no more, until it is allowed others.
type boundedReader struct {
	in   io.Reader
	left int
}

func (b *boundedReader) allow(n int) { b.left = n }

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("an entry has more than %d MiB", maxEntry>>20)
	}
	n, err := b.in.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}
