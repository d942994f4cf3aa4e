package schema

// A Certainty says how a fact is known.
type Certainty uint8

// The certainties, the weakest first.
const (
	Assumed    Certainty = iota // our choice: nobody outside of Atlassian knows
	Observed                    // somebody saw the server do it
	Documented                  // Atlassian's own text says so
)

var certaintyTexts = [...]string{"assumed", "observed", "documented"}

// String returns the lower-case name of the certainty.
func (c Certainty) String() string {
	if int(c) < len(certaintyTexts) {
		return certaintyTexts[c]
	}
	return certaintyTexts[Assumed]
}

// MarshalText returns what String does, so that JSON shows the name.
func (c Certainty) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// A Note is something to know about a field or an endpoint, in our own words.
type Note struct {
	Text      string    `json:"text"`
	Source    string    `json:"source"` // where it was read
	Certainty Certainty `json:"certainty"`
}
