// Package configured has a client that only the flags know.
package configured

import "net/url"

type Client struct{ Filter, Other string }

func (c *Client) List(name, query string) {}

func List(query string) {}

func All(n int, queries ...string) {}

type Of[T any] struct{ Filter string }

func (o *Of[T]) List(query string) {}

type Lister interface{ List(query string) }

func configured(c *Client, l Lister, v url.Values) {
	List("state = OPEN")                    // want `"OPEN" \(syntax\)`
	c.List("state = OPEN", `stat = "OPEN"`) // want `\(unknown-field\)`
	l.List("x == 1")                        // want `\(syntax\)`
	c.Filter = `id = 5`                     // want `\(ignored-filter\)` `\(unknown-field\)`
	c.Other = "state = OPEN"
	v.Set("q", "a == 1")            // want `\(syntax\)`
	List("((a = 1))")               // of a rule that is left out
	List("created_on = 2024-01-01") // too mild

	All(1)
	All(1, "id > 5", "x == 1", `state = OPEN`) // want `not an operator` `"OPEN" \(syntax\)`
	All(1, []string{"x == 1"}...)
	new(Of[int]).List("x == 1")              // want `\(syntax\)`
	_ = Of[[]string]{Filter: "state = OPEN"} // want `\(syntax\)`
}
