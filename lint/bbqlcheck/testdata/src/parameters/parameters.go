// Package parameters sets the parameter q of requests to Bitbucket.
package parameters

import "net/url"

const host = "https://api.bitbucket.org/2.0"

func parameters(u *url.URL, s string) {
	v := url.Values{}
	v.Set("q", "state = OPEN")    // want `"OPEN" \(syntax\)`
	v.Add("q", "state = 'OPEN'")  // want `\(syntax\)`
	v.Set("q", `title ~ "`+s+`"`) // want `a quote in s`
	v.Set("q", s)
	v.Set("sort", "state = OPEN")
	v.Set("q", "repo:acme/site is:open stars:>5") // of another service
	v.Set("q", url.QueryEscape(`state = "OPEN"`)) // want `the filter is encoded twice: leave out url.QueryEscape \(double-encoding\)`

	query := u.Query()
	query.Set("q", `a = 1 AND a != 1`) // want `\(always-false\)`
	query["q"] = []string{"a == 1"}    // want `\(syntax\)`
	u.RawQuery = query.Encode()

	_ = url.Values{"q": {"b == 1"}}                     // want `\(syntax\)`
	_ = map[string]string{"q": "c == 1", "r": "d == 1"} // want `\(syntax\)`
	_ = map[string]int{"q": 5}
	_ = []string{0: "e == 1"}
}
