package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// corrections is the file that says what the API file leaves out or gets wrong.
type corrections struct {
	About      []string              `json:"about"`
	Objects    []objectCorrection    `json:"objects"`
	Operations []operationCorrection `json:"operations"`
	Resources  []resourceCorrection  `json:"resources"`
	Unions     []unionCorrection     `json:"unions"`
	Names      []nameCorrection      `json:"names"`
	Types      []typeCorrection      `json:"types"`
	Fields     []fieldCorrection     `json:"fields"`
	Enums      []enumCorrection      `json:"enums"`
	Keys       []keyCorrection       `json:"keys"`
	Facts      []factCorrection      `json:"facts"`
	Endpoints  []endpointCorrection  `json:"endpoints"`
	Pages      []pageCorrection      `json:"pages"`
	Params     []paramCorrection     `json:"params"`
	Scopes     []scopeCorrection     `json:"scopes"`
}

// evidence is what every entry has, but for names, which are ours.
type evidence struct {
	Certainty string `json:"certainty"`
	Source    string `json:"source"`
}

// weaker returns the evidence that is left where one thing is known by way of
// another: the second if both are as certain.
func weaker(a, b evidence) evidence {
	weakestFirst := []string{"assumed", "observed", "documented"}
	if slices.Index(weakestFirst, a.Certainty) < slices.Index(weakestFirst, b.Certainty) {
		return a
	}
	return b
}

// An objectCorrection adds an object.
type objectCorrection struct {
	Object string `json:"object"`
	evidence
}

// An operationCorrection adds an endpoint that is like another one, and
// deprecated.
type operationCorrection struct {
	Endpoint string `json:"endpoint"`
	Like     string `json:"like"`
	evidence
}

// A resourceCorrection says that lists of a schema hold a derived one.
type resourceCorrection struct {
	Schema   string `json:"schema"`
	Resource string `json:"resource"`
	evidence
}

// A unionCorrection says that a schema stands for another, or has the fields of
// others too, beyond those derived from it.
type unionCorrection struct {
	Schema string   `json:"schema"`
	As     string   `json:"as"`
	With   []string `json:"with"`
	evidence
}

// A nameCorrection names the type of the objects at a path, which the API file
// doesn't name. All types of the same fields share the name.
type nameCorrection struct {
	At   string `json:"at"`
	Name string `json:"name"`
}

// A typeCorrection says which object a type member of JSON stands for.
type typeCorrection struct {
	Type   string `json:"type"`
	Object string `json:"object"`
	evidence
}

// A fieldCorrection adds a field to an object, or gives it another type: a kind,
// or @ and an object, after [] for an array.
type fieldCorrection struct {
	Object string `json:"object"`
	Field  string `json:"field"`
	Type   string `json:"type"`
	evidence
}

// An enumCorrection gives a field its values.
type enumCorrection struct {
	Object  string   `json:"object"`
	Field   string   `json:"field"`
	Values  []string `json:"values"`
	Ordered bool     `json:"ordered"`
	evidence
}

// A keyCorrection names the field that stands for an object beside a string.
type keyCorrection struct {
	Object string `json:"object"`
	Key    string `json:"key"`
	evidence
}

// A factCorrection says what is known of paths that begin in objects.
type factCorrection struct {
	Objects    []string `json:"objects"`
	Paths      []string `json:"paths"`
	Everywhere bool     `json:"everywhere"`
	Natural    bool     `json:"natural"`
	Deprecated bool     `json:"deprecated"`
	Filter     string   `json:"filter"`
	Sort       string   `json:"sort"`
	Note       string   `json:"note"`
	evidence
}

// An endpointCorrection says what is known of an endpoint: a method and a path.
type endpointCorrection struct {
	Endpoint  string   `json:"endpoint"`
	Resource  string   `json:"resource"`
	List      bool     `json:"list"`
	Deep      bool     `json:"deep"`
	Q         string   `json:"q"`
	Sort      string   `json:"sort"`
	SortKeys  []string `json:"sort_keys"`
	MaxValues int      `json:"max_values"`
	Successor string   `json:"successor"`
	Note      string   `json:"note"`
	evidence
}

// A pageCorrection says how long the pages of an endpoint are, or those of all
// that no other entry is about.
type pageCorrection struct {
	Endpoint string `json:"endpoint"`
	Default  int    `json:"default"`
	Max      int    `json:"max"`
	evidence
}

// A paramCorrection says more of a parameter.
type paramCorrection struct {
	Endpoint   string `json:"endpoint"`
	Name       string `json:"name"`
	Default    string `json:"default"`
	Repeats    bool   `json:"repeats"`
	WithFilter bool   `json:"with_filter"`
	evidence
}

// A scopeCorrection says which OAuth scopes another one implies.
type scopeCorrection struct {
	Scope   string   `json:"scope"`
	Implies []string `json:"implies"`
	evidence
}

// readCorrections decodes the file. Misspelt members, verdicts and certainties
// are errors, and so is an entry without a source.
func readCorrections(text []byte) (*corrections, error) {
	c := &corrections{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(c); err != nil {
		return nil, fmt.Errorf("corrections: %w", err)
	}
	if err := checkEvidence(text); err != nil {
		return nil, fmt.Errorf("corrections: %w", err)
	}
	for _, v := range c.verdicts() {
		if _, ok := verdicts[v]; !ok {
			return nil, fmt.Errorf("corrections: no verdict %q", v)
		}
	}
	return c, nil
}

// certainties and verdicts are how the Go of package schema writes them.
var (
	certainties = map[string]string{
		"assumed": "Assumed", "observed": "Observed", "documented": "Documented",
	}
	verdicts = map[string]string{
		"": "", "unknown": "Unknown", "honoured": "Honoured", "ignored": "Ignored",
		"rejected": "Rejected",
	}
)

// checkEvidence reports an entry that doesn't say how it is known.
func checkEvidence(text []byte) error {
	var sections map[string]json.RawMessage
	if err := json.Unmarshal(text, &sections); err != nil {
		return err
	}
	delete(sections, "about")
	delete(sections, "names")
	for _, name := range slices.Sorted(maps.Keys(sections)) {
		var entries []evidence
		if err := json.Unmarshal(sections[name], &entries); err != nil {
			return err
		}
		for i, e := range entries {
			if _, ok := certainties[e.Certainty]; !ok || e.Source == "" {
				return fmt.Errorf("%s %d: certainty %q, source %q", name, i, e.Certainty, e.Source)
			}
		}
	}
	return nil
}

// verdicts returns every verdict of the file.
func (c *corrections) verdicts() []string {
	var list []string
	for _, f := range c.Facts {
		list = append(list, f.Filter, f.Sort)
	}
	for _, e := range c.Endpoints {
		list = append(list, e.Q, e.Sort)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
