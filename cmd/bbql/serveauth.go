package main

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bbql/go-bbql/bbql/bbqltest"
	"github.com/bbql/go-bbql/schema"
)

// An authFile says who is let in:
//
//	tokens:
//	  - secret: s3cret
//	    email: jane@example.com
//	    scopes: [read:issue:bitbucket]
//	consumers:
//	  - key: k
//	    secret: s
//	    scopes: [repository]
//	    callback: http://localhost:8080/back
type authFile struct {
	Tokens    []authToken    `yaml:"tokens"`
	Consumers []authConsumer `yaml:"consumers"`
}

type authToken struct {
	Secret placed   `yaml:"secret"`
	Email  placed   `yaml:"email"`
	Scopes []placed `yaml:"scopes"`
}

type authConsumer struct {
	Key      placed   `yaml:"key"`
	Secret   placed   `yaml:"secret"`
	Scopes   []placed `yaml:"scopes"`
	Callback placed   `yaml:"callback"`
	Denied   bool     `yaml:"denied"`
}

// A placed is a word of a file with the line it is on.
type placed struct {
	text string
	line int
}

// UnmarshalYAML takes a word.
func (p *placed) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: a word belongs here, not a list or a mapping", node.Line)
	}
	p.text, p.line = node.Value, node.Line
	return nil
}

// loadAuth reads the file that --auth names.
func loadAuth(name string) (*authFile, error) {
	a := &authFile{}
	if err := readYAML(name, a); err != nil {
		return nil, withoutValues(err)
	}
	if err := a.validate(); err != nil {
		return nil, usagef("%s: %w", name, err)
	}
	return a, nil
}

// shownValue is what the reader of YAML repeats of a file.
var shownValue = regexp.MustCompile("(?s)`.*` does not belong here|unknown anchor '.*' referenced")

// withoutValues returns an error of a file that holds secrets without what it
// repeats of the file: whoever forgets to write secret: has one there.
func withoutValues(err error) error {
	text := err.Error()
	if !shownValue.MatchString(text) {
		return err
	}
	return usagef("%s", shownValue.ReplaceAllStringFunc(text, func(shown string) string {
		if strings.HasPrefix(shown, "unknown") {
			return "a text that begins with * needs quotes"
		}
		return "a list or a mapping belongs here, as bbql serve --help shows"
	}))
}

func (a *authFile) validate() error {
	if len(a.Tokens)+len(a.Consumers) == 0 {
		return fmt.Errorf("there are no tokens and no consumers: nobody would be let in")
	}
	for i, t := range a.Tokens {
		if t.Secret.text == "" {
			return fmt.Errorf("token %d has no secret", i+1)
		}
		if err := checkScopes(t.Scopes, t.Email.text != ""); err != nil {
			return err
		}
	}
	for i, c := range a.Consumers {
		if c.Key.text == "" || c.Secret.text == "" {
			return fmt.Errorf("consumer %d has no key or no secret", i+1)
		}
		if err := checkScopes(c.Scopes, false); err != nil {
			return err
		}
		if u, err := url.Parse(c.Callback.text); err != nil || u.Opaque != "" ||
			u.IsAbs() != (c.Callback.text != "") {
			return fmt.Errorf("line %d: callback takes a whole URL, as in http://localhost:8080/back",
				c.Callback.line)
		}
	}
	return nil
}

// checkScopes refuses scopes that let nobody do anything: those of API tokens
// are others than those of access tokens.
func checkScopes(scopes []placed, apiToken bool) error {
	kind, known := "an access token", scopeNames(false)
	if apiToken {
		kind, known = "an API token", scopeNames(true)
	}
	for _, s := range scopes {
		if !slices.Contains(known, s.text) {
			return fmt.Errorf("line %d: no call needs the scope %q of %s%s",
				s.line, s.text, kind, orSee("bbql schema --all", didYouMean(s.text, known)))
		}
	}
	return nil
}

// scopeNames returns the scopes that some call needs, of one of the two kinds.
func scopeNames(apiToken bool) []string {
	var names []string
	for e := range schema.Endpoints() {
		if apiToken {
			names = append(names, e.Scopes.APIToken...)
		} else {
			names = append(names, e.Scopes.OAuth...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// options returns what the file says.
func (a *authFile) options() []bbqltest.Option {
	var opts []bbqltest.Option
	for _, t := range a.Tokens {
		opts = append(opts, bbqltest.Auth(bbqltest.Token{
			Secret: t.Secret.text, Email: t.Email.text, Scopes: texts(t.Scopes),
		}))
	}
	for _, c := range a.Consumers {
		opts = append(opts, bbqltest.OAuth(bbqltest.Consumer{
			Key: c.Key.text, Secret: c.Secret.text, Scopes: texts(c.Scopes),
			Callback: c.Callback.text, Denied: c.Denied,
		}))
	}
	return opts
}

func texts(words []placed) []string {
	var list []string
	for _, w := range words {
		list = append(list, w.text)
	}
	return list
}
