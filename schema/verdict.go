package schema

// A Verdict says what becomes of a filter or a sort key.
type Verdict uint8

// The verdicts. Bitbucket documents that, in principle, every field filters and
// sorts; Unknown is all that is left to say where nobody tells more.
const (
	Unknown  Verdict = iota // nobody says
	Honoured                // it does what it says
	Ignored                 // the answer is the one without it, with status 200
	Rejected                // the answer is an error
)

var verdictTexts = [...]string{"unknown", "honoured", "ignored", "rejected"}

// String returns the lower-case name of the verdict.
func (v Verdict) String() string {
	if int(v) < len(verdictTexts) {
		return verdictTexts[v]
	}
	return verdictTexts[Unknown]
}

// MarshalText returns what String does, so that JSON shows the name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// A Support is a verdict, how it is known, and from where. The zero Support
// knows nothing.
type Support struct {
	Verdict   Verdict   `json:"verdict"`
	Certainty Certainty `json:"certainty"`
	Source    string    `json:"source,omitempty"`
}
