// Package rawquery sets the query strings of requests to Bitbucket.
package rawquery

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/bbql/go-bbql/bbql"
)

func rawQuery(u *url.URL, req *http.Request, filter, title, encodedFilter string, n int) {
	u.RawQuery = "q=" + filter                                                 // want `filter gets into the URL without being encoded: use url.QueryEscape\(filter\) \(injection\)`
	req.URL.RawQuery = "pagelen=50&q=" + filter + "&sort=id"                   // want `filter gets into the URL without`
	u.RawQuery = fmt.Sprintf("q=%s", filter)                                   // want `filter gets into the URL without`
	u.RawQuery += "&q=" + filter                                               // want `filter gets into the URL without`
	_ = url.URL{Host: "api.bitbucket.org", RawQuery: "q=" + filter}            // want `filter gets into the URL without`
	u.RawQuery = "q=" + url.QueryEscape(`title ~ "`+title+`"`)                 // want `a quote in title ends the string: use builder.Field\("title"\).Contains\(title\)`
	u.RawQuery = "q=state%20%3D%20OPEN"                                        // want `strings need double quotes: "OPEN" \(syntax\)`
	u.RawQuery = fmt.Sprintf("q=updated_on>2024-01-01T00:00:00+00:00&n=%d", n) // want `\(lost-plus\)`
	u.RawQuery = "q=" + url.QueryEscape(filter)
	u.RawQuery = "q=" + encodedFilter
	u.RawQuery = "q=" + bbql.Quote(title)
	u.RawQuery = "q=" + encode(filter)
	u.RawQuery = "query=" + filter
	u.RawQuery = u.Query().Encode()
	u.RawQuery = filter
	u.RawQuery = "q=golang&page=2"
	u.Fragment = "q=" + filter

	get("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?q=" + filter) // want `filter gets into the URL without`
	get(fmt.Sprintf("%s/repositories/%s/issues?q=%s", u, title, filter))                 // want `filter gets into the URL without`
	get(fmt.Sprintf("%s/repositories/%s/issues?q=%s", u, title, url.QueryEscape(filter)))
	get(fmt.Sprintf("%s/search/%s?q=%s", u, title, filter))
	get("https://example.org/repositories/acme?q=" + filter)
}

func encode(s string) string { return url.QueryEscape(s) }

func get(string) {}
