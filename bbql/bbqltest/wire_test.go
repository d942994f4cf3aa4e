package bbqltest_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// TestRequestLines writes request lines that no HTTP client would, as they are.
func TestRequestLines(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t))
	address := strings.TrimPrefix(bb.URL, "http://")
	const site = "/2.0/repositories/acme/site"
	tests := []struct {
		line string
		want int
	}{
		{"GET " + site + "/pullrequests/1", 200},
		{"GET " + site + "/src/main/a.txt", 200},
		{"GET http://api.bitbucket.org" + site + "/pullrequests/1", 200}, // as to a proxy
		{"GET " + site + "/pullrequests/%7Bx%7D", 404},
		{"GET /" + site + "/pullrequests/1", 404},
		{"GET " + site + "//pullrequests/1", 404},
		{"GET " + site + "/pullrequests//1", 404},
		{"GET " + site + "/./pullrequests/1", 404},
		{"GET " + site + "/x/../pullrequests/1", 404},
		{"GET " + site + "/x/%2e%2E/pullrequests/1", 404},
		{"GET " + site + "/src/main/../main/a.txt", 404},
		{"GET " + site + "/src/main/x%2f..%2fa.txt", 404},
		{"GET " + site + "/src/main//a.txt", 404},
		{"GET " + site + `/src/main/..\..\secret\elsewhere.txt`, 404},
		{"GET " + site + "/src/main/a.txt%00", 404},
		{"GET /../../etc/passwd", 404},
		{"GET /2.0/%2e%2e/%2e%2e/etc/passwd", 404},
		{"DELETE " + site + "/pullrequests/1", 405},
		{"DELETE " + site + "//pullrequests/1", 404},
		{"BREW " + site + "/pullrequests", 405},
		{"CONNECT bitbucket.org:443", 404},
		{"GET " + site + "/pullrequests?q=%", 400},
		{"GET " + site + "/pullrequests?q=id%3D1;x", 400},
	}
	for _, tt := range tests {
		resp, _ := onTheWire(t, address, tt.line+" HTTP/1.1\r\nHost: bitbucket.test")
		if resp.StatusCode != tt.want || resp.Header.Get("Location") != "" {
			t.Errorf("%s: got %s %v, want %d", tt.line, resp.Status, resp.Header, tt.want)
		}
	}
}

// TestRequestWithoutHost has none, as HTTP/1.0 allows: its links lead to where it
// came.
func TestRequestWithoutHost(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t))
	const list = "/2.0" + prs + "?pagelen=1&q=id%3E0"
	_, body := onTheWire(t, strings.TrimPrefix(bb.URL, "http://"), "GET "+list+" HTTP/1.0")
	if want := `"next":"` + bb.URL + list + `&page=2"`; !strings.Contains(body, want) {
		t.Errorf("got %s, want %s", body, want)
	}
	r, err := http.NewRequest(http.MethodGet, list, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	bbqltest.Handler(states(t)).ServeHTTP(w, r)
	if want := `"next":"http://api.bitbucket.org` + list; !strings.Contains(w.Body.String(), want) {
		t.Errorf("without a network: got %s, want %s", w.Body, want)
	}
}

// onTheWire sends the head of a request to a server and returns its answer.
func onTheWire(t *testing.T, address, head string) (resp *http.Response, body string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "%s\r\n\r\n", head); err != nil {
		t.Fatal(err)
	}
	resp, err = http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%s: %v", head, err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s: %v", head, err)
	}
	return resp, string(data)
}
