package bbqltest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

func ExampleHandler() {
	server := httptest.NewServer(bbqltest.Handler(os.DirFS("../../testdata/bitbucket")))
	defer server.Close()

	params := url.Values{
		"q":    {`state = "MERGED" AND reviewers.nickname = "jdoe" AND id > 9`},
		"sort": {"-id"},
	}
	resp, err := http.Get(server.URL + "/2.0/repositories/acme/site/pullrequests?" + params.Encode())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	var page struct {
		Size   int
		Values []struct {
			ID    int
			Title string
		}
	}
	if err := json.NewDecoder(resp.Body).Decode(&page); err != nil {
		fmt.Println(err)
		return
	}
	for _, pr := range page.Values {
		fmt.Println(pr.ID, pr.Title)
	}
	// Output:
	// 28 Parse feeds without a title
	// 20 Cache headers for images
	// 10 🚀 Release 1.2
}
