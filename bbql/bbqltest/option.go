package bbqltest

import (
	"net/http"
	"slices"
	"time"
)

// An Option changes how the offline Bitbucket answers.
type Option func(*options)

type options struct {
	strict        bool
	combineState  bool
	rejectCrashes bool

	seed   uint64
	faults []Fault

	observers []func(*http.Request, Request)

	authenticated bool
	tokens        []Token
	consumers     []Consumer
	clock         func() time.Time
}

func newOptions(opts []Option) options {
	o := options{clock: time.Now}
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// Strict makes the server refuse what Bitbucket silently leaves undone: q or
// sort on an endpoint that ignores it (rule F4, observed), and a state
// parameter beside q (rule F6, conflicting observations). The answer is a 400
// that says so, and a [Server] fails its test with the same words. What OAuth
// has lost in 2026 is refused likewise: the implicit grant, and its tokens
// anywhere but in the Authorization header (documented). So is what the API has
// lost, the lists of all workspaces and all repositories, but with Bitbucket's own
// words and a 410 (observed).
func Strict() Option { return func(o *options) { o.strict = true } }

// CombineState makes a state parameter of a pull request list count beside q:
// both must hold. Without it the parameter counts for nothing (rule F6,
// conflicting observations). Either way a q lifts the default of OPEN.
func CombineState() Option { return func(o *options) { o.combineState = true } }

// RejectCrashes makes the server answer 400 where Bitbucket crashes with a 500
// (rule F3, observed).
func RejectCrashes() Option { return func(o *options) { o.rejectCrashes = true } }

// Observe makes the server call a function once for each request, in the
// goroutine that answers it and before the answer is sent. What was seen holds no
// secret, unlike the request itself. The function must be safe for concurrent
// use.
func Observe(f func(r *http.Request, seen Request)) Option {
	return func(o *options) { o.observers = append(slices.Clone(o.observers), f) }
}
