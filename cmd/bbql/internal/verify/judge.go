package verify

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
)

// A Verdict is what came of a query or a rule.
type Verdict string

// The verdicts.
const (
	Agree     Verdict = "agree"
	Disagree  Verdict = "disagree"
	Undecided Verdict = "undecided" // the objects do not tell
	Failed    Verdict = "error"     // there is no usable answer
	NotAsked  Verdict = "not asked" // the rule has no query
)

// An answer is what the API said to a question.
type answer struct {
	Request string   `json:"request"` // the path and the query string
	Status  int      `json:"status"`
	Message string   `json:"message,omitempty"`
	IDs     []string `json:"ids,omitempty"` // of the objects, in their order
	Whole   bool     `json:"whole,omitempty"`
}

// isUsable reports whether the answer says something about the query.
func (ans *answer) isUsable() bool {
	return ans.Status == http.StatusOK || ans.Status == http.StatusBadRequest
}

// A Result is what came of one query.
type Result struct {
	Query   *Query
	Path    string // of the list, a template
	Verdict Verdict
	Reason  string // why it is undecided or has failed, what differs

	Status   int
	Message  string   // of an error
	AsIf     string   // which other reading the answer fits, "" if it doesn't
	Compared int      // how many objects were the same before and after
	Changed  int      // how many were not
	Expected []string // the ids that the rule selects, in the order of the rule
	Got      []string // those that came

	// What may be private: literals are parts of objects.
	Literals map[string]string
	Request  string
	Objects  []*object // whose place is disputed
}

// unsupported matches what Bitbucket says of fields that it does not look at,
// which says nothing about a rule (rule F2).
var unsupported = regexp.MustCompile(`does not support (filtering|sorting)`)

// judge compares an answer with what the rule makes of the objects that did not
// change, of which there were more.
func (a *question) judge(ans *answer, same []*object, all int) (*Result, error) {
	r := &Result{
		Query: a.query, Status: ans.Status, Message: ans.Message, Request: ans.Request,
		Literals: a.literals, Compared: len(same), Changed: all - len(same),
	}
	refused := ans.Status == http.StatusBadRequest
	switch {
	case refused && a.query.Refused:
		r.Verdict = Agree
	case refused && unsupported.MatchString(ans.Message):
		r.Verdict, r.Reason = Undecided, "Bitbucket does not look at the field: "+ans.Message
	case refused && a.sort != nil:
		r.Verdict, r.Reason = Undecided, "Bitbucket does not sort by the key: "+ans.Message
	case refused:
		r.Verdict, r.Reason = Disagree, "it is refused: "+ans.Message
		if a.query.Other.isRefusal() {
			r.AsIf = a.query.Other.Says
		}
	case !ans.isUsable():
		r.Verdict, r.Reason = Failed, fmt.Sprintf("the answer is %d %s: %s", ans.Status,
			http.StatusText(ans.Status), ans.Message)
	case a.query.Refused:
		r.Verdict, r.Reason, r.AsIf = Disagree, "it is answered, not refused", a.query.Other.Says
	default:
		return r, a.judgeObjects(r, ans, same)
	}
	return r, nil
}

// judgeObjects compares the objects of an answer with the others.
func (a *question) judgeObjects(r *Result, ans *answer, same []*object) error {
	got := named(same, ans.IDs)
	if a.sort != nil || !ans.Whole {
		same = got // what else there is may be on later pages
	}
	right, other, err := a.readings(same, got)
	if err != nil {
		return err
	}
	if a.sort == nil {
		got = without(same, without(same, got)) // in the order of the list
	}
	decided, err := a.decides(same)
	if err != nil {
		return err
	}
	r.Expected, r.Got, r.Compared = publicIDs(right), publicIDs(got), len(same)
	switch {
	case !slices.Equal(right, got):
		r.Verdict, r.Objects = Disagree, differing(right, got)
		r.Reason = difference(right, got)
		if !a.query.Other.isRefusal() && slices.Equal(other, got) {
			r.AsIf = a.query.Other.Says
		}
	case !decided:
		r.Verdict, r.Reason = Undecided, noCase
	default:
		r.Verdict = Agree
	}
	return nil
}

// difference says how an answer differs from what the rule expects.
func difference(right, got []*object) string {
	missing, extra := without(right, got), without(got, right)
	if len(missing)+len(extra) == 0 {
		return "the order is another"
	}
	text := fmt.Sprintf("expected %s, got %s", counted(len(right)), counted(len(got)))
	if len(missing) > 0 {
		text += "; missing " + listed(publicIDs(missing))
	}
	if len(extra) > 0 {
		text += "; not expected " + listed(publicIDs(extra))
	}
	return text
}

// listed returns the first of some ids.
func listed(ids []string) string {
	const most = 5
	if len(ids) > most {
		return strings.Join(ids[:most], ", ") + " …"
	}
	return strings.Join(ids, ", ")
}

const noCase = "the data holds no such case"

// readings returns the objects as the rule has them, and as the other reading
// has them: selected, or in their order. The other is nil if it is a refusal.
func (a *question) readings(same, got []*object) (right, other []*object, err error) {
	refusal := a.query.Other.isRefusal()
	if a.sort != nil {
		if right, err = ordered(got, a.sort, a.types); err == nil && !refusal {
			other, err = a.otherOrder(got)
		}
		return right, other, err
	}
	if right, err = a.selected(same); err == nil && !refusal {
		other, err = a.otherSelected(same)
	}
	return right, other, err
}

// named returns the objects of the ids, each once, in their order.
func named(objects []*object, ids []string) []*object {
	byID := map[string]*object{}
	for _, o := range objects {
		byID[o.id] = o
	}
	var list []*object
	for _, id := range ids {
		if o := byID[id]; o != nil {
			list = append(list, o)
			delete(byID, id)
		}
	}
	return list
}

// differing returns the objects that are in one of the lists only or, where both
// have the same, those at other places.
func differing(right, got []*object) []*object {
	list := append(without(right, got), without(got, right)...)
	if len(list) > 0 {
		return list
	}
	for i, o := range right {
		if got[i] != o {
			list = append(list, o)
		}
	}
	return list
}

// without returns the objects that are not among the others.
func without(objects, others []*object) []*object {
	drop := map[*object]bool{}
	for _, o := range others {
		drop[o] = true
	}
	return slices.DeleteFunc(slices.Clone(objects), func(o *object) bool { return drop[o] })
}

func publicIDs(objects []*object) []string {
	ids := make([]string, len(objects))
	for i, o := range objects {
		ids[i] = o.public
	}
	return ids
}

func counted(n int) string {
	if n == 1 {
		return "1 object"
	}
	return fmt.Sprintf("%d objects", n)
}

// isAnswer reports whether an error of the API says something about the query,
// rather than about the network or who asks.
func isAnswer(err *rest.StatusError) bool {
	switch err.Status {
	case http.StatusUnauthorized, http.StatusTooManyRequests:
		return false
	}
	return true
}
