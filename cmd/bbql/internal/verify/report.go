package verify

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// A Report is what came of the rules of a plan.
type Report struct{ Rules []*RuleReport }

// A RuleReport is what came of a rule and its queries.
type RuleReport struct {
	Rule    *Rule
	Verdict Verdict
	Results []*Result
}

func newReport(p *Plan, results map[*Query]*Result) *Report {
	report := &Report{}
	for _, rule := range p.Rules {
		r := &RuleReport{Rule: rule, Verdict: NotAsked}
		for _, q := range rule.Queries {
			r.Results = append(r.Results, results[q])
		}
		for _, v := range []Verdict{Undecided, Agree, Failed, Disagree} { // the gravest last
			if r.Count(v) > 0 {
				r.Verdict = v
			}
		}
		report.Rules = append(report.Rules, r)
	}
	return report
}

// Count returns how many of the queries have a verdict.
func (r *RuleReport) Count(v Verdict) int {
	n := 0
	for _, result := range r.Results {
		if result.Verdict == v {
			n++
		}
	}
	return n
}

// Count returns how many of the rules have a verdict.
func (r *Report) Count(v Verdict) int {
	n := 0
	for _, rule := range r.Rules {
		if rule.Verdict == v {
			n++
		}
	}
	return n
}

// The evidence: what can be attached to an issue.
type (
	evidence struct {
		Format int            `json:"bbql_verify"`
		Rules  []ruleEvidence `json:"rules"`
	}
	ruleEvidence struct {
		Rule    string          `json:"rule"`
		Sure    string          `json:"sure"`
		Says    string          `json:"says"`
		Verdict Verdict         `json:"verdict"`
		WhyNot  string          `json:"why_not,omitempty"`
		Queries []queryEvidence `json:"queries,omitempty"`
	}
	queryEvidence struct {
		Path     string          `json:"path"`
		Filter   string          `json:"filter,omitempty"`
		Sort     string          `json:"sort,omitempty"`
		Pick     map[string]Pick `json:"pick,omitempty"`
		Refused  bool            `json:"refused,omitempty"`
		Verdict  Verdict         `json:"verdict"`
		Reason   string          `json:"reason,omitempty"`
		Status   int             `json:"status,omitempty"`
		Message  string          `json:"message,omitempty"`
		AsIf     string          `json:"as_if,omitempty"`
		Compared int             `json:"compared,omitempty"`
		Changed  int             `json:"changed,omitempty"`
		Expected []string        `json:"expected,omitempty"`
		Got      []string        `json:"got,omitempty"`

		// Only if private data is wanted.
		Request  string            `json:"request,omitempty"`
		Literals map[string]string `json:"literals,omitempty"`
		Objects  []json.RawMessage `json:"objects,omitempty"`
	}
)

// evidenceFormat is the number of the layout.
const evidenceFormat = 1

// Evidence returns the report as JSON. Of the objects it has the ids, with a
// number in the place of what would be a name; only if private is true it has
// the requests with their literals, and the objects whose place is disputed.
func (r *Report) Evidence(private bool) ([]byte, error) {
	e := evidence{Format: evidenceFormat}
	for _, rule := range r.Rules {
		out := ruleEvidence{
			Rule: rule.Rule.Rule, Sure: rule.Rule.Sure, Says: rule.Rule.Says,
			Verdict: rule.Verdict, WhyNot: rule.Rule.WhyNot,
		}
		for _, result := range rule.Results {
			out.Queries = append(out.Queries, result.evidence(private))
		}
		e.Rules = append(e.Rules, out)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(e)
	return b.Bytes(), err
}

func (r *Result) evidence(private bool) queryEvidence {
	q := queryEvidence{
		Path: r.Path, Filter: r.Query.Filter, Sort: r.Query.Sort, Pick: r.Query.Pick,
		Refused: r.Query.Refused, Verdict: r.Verdict, Reason: r.Reason, Status: r.Status,
		Message: r.Message, AsIf: r.AsIf, Compared: r.Compared, Changed: r.Changed,
		Expected: r.Expected, Got: r.Got,
	}
	if !private {
		if r.quotes() { // what the message quotes
			q.Message, q.Reason = "", ""
		}
		return q
	}
	q.Request, q.Literals = r.Request, r.Literals
	for _, o := range r.Objects {
		q.Objects = append(q.Objects, o.raw)
	}
	return q
}

// quotes reports whether the message of the API may repeat what was picked from
// objects or, where it isn't about the query, the path.
func (r *Result) quotes() bool {
	return r.Message != "" && (len(r.Literals) > 0 || r.Status != http.StatusBadRequest)
}
