package bbqltest_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
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
		resp := onTheWire(t, address, tt.line)
		if resp.StatusCode != tt.want || resp.Header.Get("Location") != "" {
			t.Errorf("%s: got %s %v, want %d", tt.line, resp.Status, resp.Header, tt.want)
		}
	}
}

// onTheWire sends a request line to a server and returns its answer.
func onTheWire(t *testing.T, address, line string) *http.Response {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: bitbucket.test\r\n\r\n", line); err != nil {
		t.Fatal(err)
	}
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%s: %v", line, err)
	}
	resp.Body.Close()
	return resp
}
