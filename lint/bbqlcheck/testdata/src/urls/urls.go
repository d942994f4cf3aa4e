// Package urls has filters inside of URLs.
package urls

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/bbql/go-bbql/bbql"
)

const (
	api  = "https://api.bitbucket.org/2.0"
	open = api + "/repositories/acme/site/pullrequests?q=state=OPEN" // want `\(syntax\)`
	head = api + "/repositories/acme/site/pullrequests?q=state="
)

type client struct {
	base string `json:"https://api.bitbucket.org/2.0/repositories/acme?q=a=b"`
}

func get(url string) {}

func (c client) get(format string, args ...any) {}

func urls(c client, owner, repo, s string, n int, values url.Values) {
	get("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?q=stat%3D%22OPEN%22")           // want `unknown field .stat. of pullrequest \(did you mean .state.\?\) \(unknown-field\)`
	get("https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?q=title+~+%22a%22&pagelen=500") // want `\(page-length\)`
	get("https://api.bitbucket.org/2.0/repositories/acme?q=updated_on>2024-01-01T00:00:00+02:00")          // want `a plus sign in a URL is a space: write %2B \(lost-plus\)`
	get("https://api.bitbucket.org/2.0/repositories?q=name~%22a%22")                                       // want `\(removed-endpoint\)` `\(missing-parameter\)`
	get("https://api.bitbucket.org/2.0/repos/acme?q=name~%22a%22")                                         // want `\(unknown-endpoint\)`
	get("HTTPS://API.BITBUCKET.ORG/2.0/repositories/acme/site/issues?q=status=1")                          // want `\(foreign-field\)`
	get("https://api.bitbucket.org/2.0/repositories/acme?q=name~%2")
	get("https://api.bitbucket.org/2.0/repositories/acme")
	get(open)
	get(head + url.QueryEscape("'OPEN'")) // want `\(syntax\)`
	get(head + url.QueryEscape(s))        // want `s can be any part of a filter`
	get(api + "/repositories/" + owner + "/" + repo + "/pullrequests?q=" + url.QueryEscape(s))
	get(api + "/repositories/" + owner + "/" + repo + "/pullrequests?q=" + url.QueryEscape(`stat = "OPEN"`))                // want `\(unknown-field\)`
	get(fmt.Sprintf("%s/repositories/%s/%s/pullrequests?pagelen=50&q=title~%%22%s%%22&page=%d", c.base, owner, repo, s, n)) // want `use builder.Field\("title"\).Contains\(s\)`
	get(fmt.Sprintf("%s/repositories/%s/pullrequests?q=stat%%3D%%22OPEN%%22", c.base, owner+repo))                          // want `\(unknown-field\)`
	get(fmt.Sprintf("%s/repositories/%s/commits?q=id%%3D5", c.base, s))                                                     // want `\(ignored-filter\)` `\(unknown-field\)`
	get(fmt.Sprintf("https://api.github.com/search?q=state=%s", s))
	get(fmt.Sprintf("%s/search/issues?q=%s", c.base, s))
	get(strings.ReplaceAll(api+"/repositories/acme/site/issues?q=title~\"TITLE\"", "TITLE", s))         // want `a quote in s ends the string`
	c.get("/repositories/%s/%s/issues?q=title~\"%s\"", owner, repo, s)                                  // want `a quote in s ends the string`
	c.get("https://api.bitbucket.org/2.0/repositories/%s/pullrequests?q=stat=\"OPEN\"", owner+"/"+repo) // want `\(unknown-field\)`
	c.get("https://api.bitbucket.org/2.0/repositories/%s/%s?q=stat=\"OPEN\"", owner, repo)
	c.get("/%s?q=project.key=\"%s\"", owner, s) // want `a quote in s ends the string`

	get("https://api.bitbucket.org/2.0/repositories/acme?pagelen=50&q=name~%22a%22#q=b")
	get("https://api.bitbucket.org/2.0/repositories/acme?q=name~%zz")
	get("https://api.bitbucket.org/2.0/repositories/acme?q=")
	get("https://api.bitbucket.org/2.0/repositories/acme?faq=a")
	get("see https://api.bitbucket.org/2.0/repositories/acme?q=a=b")

	u := "https://api.bitbucket.org/2.0/repositories/acme?q=name"
	u += "~%22a%22"
	get(u)
}

const template = "https://api.bitbucket.org/2.0/repositories/acme?q=name~%22%5d%q%22"

// What stands in a hole has a type, and so has the field.
func typed(n int, s string) {
	const pulls = "https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?q="
	_ = fmt.Sprintf(pulls+"title=%d", n)     // want `.title. has strings, and %d is none: write it in double quotes: "%d" \(literal-type\)`
	_ = fmt.Sprintf(pulls+"id=\"%d\"", n)    // want `write %d without quotes \(quoted-number\)`
	_ = fmt.Sprintf(pulls+"id~\"%d\"", n)    // want `\(operator-type\)`
	_ = fmt.Sprintf(pulls+"state=\"%d\"", n) // want `.state. has no value "%d": .*\(unknown-enum\)`
	_ = fmt.Sprintf(pulls+"title=\"%d\"", n)
	_ = fmt.Sprintf(pulls+"id>%d+AND+id<%d", n, n)
	_ = fmt.Sprintf(pulls+"id=%d+OR+id=%d", n, n)
	_ = fmt.Sprintf(pulls+"updated_on>\"%d-%02d-01\"", n, n)
	_ = fmt.Sprintf(pulls+"author.uuid=\"{d301aafa-d676-4ee0-88be-%012d}\"", n)
	_ = fmt.Sprintf(pulls+"state=\"OPEN%d\"", n)
	_ = pulls + "state=" + bbql.Quote(s)
	_ = pulls + "author.uuid=" + bbql.Quote(s)
}
