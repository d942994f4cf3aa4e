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
	query.Set("q", `a = 1 AND a != 1`)           // want `\(always-false\)`
	query["q"] = []string{"a == 1"}              // want `\(syntax\)`
	query["q"] = append(query["q"], s, "b == 1") // want `\(syntax\)`
	query["q"] = append(query["q"], query["r"]...)
	u.RawQuery = query.Encode()

	_ = url.Values{"q": {"b == 1"}}                     // want `\(syntax\)`
	_ = map[string]string{"q": "c == 1", "r": "d == 1"} // want `\(syntax\)`
	_ = map[string]int{"q": 5}
	_ = []string{0: "e == 1"}
}

// A value of another type is no filter, whatever is in it.
type option struct{ Text string }

var (
	_ = map[string]option{"q": {Text: "state = OPEN"}}
	_ = map[string]map[string]string{"q": {"x": "state = OPEN"}}
	_ = map[string]func(){"q": func() {}}
	_ = map[string]any{"q": nil, "x": 5}
	_ = map[string]map[string]int{"q": make(map[string]int)}
	_ = map[string][]string{"q": {0: "state = (OPEN)"}} // want `\(syntax\)`
	_ = map[string][1]string{"q": {"state = (OPEN)"}}   // want `\(syntax\)`
)
