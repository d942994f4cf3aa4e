// Package elsewhere has nothing to do with the service that has filters.
package elsewhere

import (
	"fmt"
	"net/url"
)

func elsewhere(s string) {
	v := url.Values{}
	v.Set("q", "name = 'hello' and trashed = false")
	v.Set("q", fmt.Sprintf("name = '%s'", s))
	_ = map[string]string{"q": "a == 1"}
	_ = "https://www.googleapis.com/drive/v3/files?q=name%20%3D%20'hello'"
	_ = "/search?q=a%20%3D%20b"
	_ = fmt.Sprintf("SELECT '?q=%s'", s)
}
