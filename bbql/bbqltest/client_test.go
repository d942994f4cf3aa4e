package bbqltest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// TestClientKnowsOnlyBitbucket walks all pages from Bitbucket's own address.
func TestClientKnowsOnlyBitbucket(t *testing.T) {
	bb := bbqltest.NewServer(t, states(t))
	client := bb.Client()
	for _, scheme := range []string{"https", "http"} {
		next := scheme + "://api.bitbucket.org/2.0" + prs + "?q=id%3E0&pagelen=2"
		ids := ""
		for next != "" {
			if !strings.HasPrefix(next, scheme+"://api.bitbucket.org/2.0/") {
				t.Fatalf("next is %s", next)
			}
			resp, err := client.Get(next)
			if err != nil {
				t.Fatal(err)
			}
			var p page
			err = json.NewDecoder(resp.Body).Decode(&p)
			resp.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			ids += p.ids() + ";"
			next = p.Next
		}
		if ids != "1 2;3;" {
			t.Errorf("%s: got %s", scheme, ids)
		}
	}
	resp, err := client.Get(bb.URL + "/2.0" + prs)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("by the server's own address: %v", err)
	}
	resp.Body.Close()
	bb.AssertQueried(prs, "id > 0")
}

func TestClientGoesNowhereElse(t *testing.T) {
	client := bbqltest.NewServer(t, nil).Client()
	for _, address := range []string{"https://example.org/2.0/user", "http://bitbucket.org.example/"} {
		resp, err := client.Post(address, "text/plain", strings.NewReader("x"))
		if err == nil {
			resp.Body.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "is not Bitbucket") {
			t.Errorf("%s: got %v", address, err)
		}
	}
}
