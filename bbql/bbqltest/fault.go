package bbqltest

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// A Fault is something that goes wrong with some of the requests, or with each if
// it has neither Requests nor a Share. What it combines happens together: a delay,
// then a cut answer.
type Fault struct {
	Requests []int   // which ones, counted from 1 in the order in which they arrive
	Share    float64 // of all requests, over 0 and up to 1, drawn from the seed

	Status     int           // answered in the place of what was asked, such as 429 or 500
	RetryAfter time.Duration // the Retry-After header, in whole seconds; 0 for none
	Delay      time.Duration // before anything is sent
	Truncate   bool          // the connection ends in the middle of the body
	Drop       bool          // the connection ends without an answer
}

// Faults makes requests fail. The first of the faults that is meant for a
// request happens to it; the same seed chooses the same requests. The answer with
// status 429 is plain text and no JSON (observed: clients trip over it).
//
// A GET that is dropped on a connection that was used before is asked again by
// net/http itself, and that is one more request: to see the error, drop two in a
// row or set DisableKeepAlives of the [net/http.Transport]. Without a network, as in
// a [net/http/httptest.ResponseRecorder], Truncate and Drop panic with
// [net/http.ErrAbortHandler].
func Faults(seed uint64, faults ...Fault) Option {
	return func(o *options) {
		o.seed = seed
		o.faults = append(slices.Clone(o.faults), faults...)
	}
}

// fault returns what goes wrong with a request, the zero Fault for nothing.
func (a *api) fault(request int64) *Fault {
	draw := rand.New(rand.NewPCG(a.seed, uint64(request)))
	for i := range a.faults {
		f := &a.faults[i]
		if drawn := draw.Float64() < f.Share; drawn || f.isMeantFor(request) {
			return f
		}
	}
	return &Fault{}
}

// isMeantFor reports whether a fault happens to a request whatever is drawn.
func (f *Fault) isMeantFor(request int64) bool {
	each := len(f.Requests) == 0 && f.Share == 0
	return each || slices.Contains(f.Requests, int(request))
}

// answer returns what is answered in the place of what was asked, nil if that
// is left as it is.
func (f *Fault) answer() *answer {
	switch {
	case f.Status == 0:
		return nil
	case f.Status < http.StatusOK, f.Status > 999:
		return failed(fmt.Errorf("a Fault with %d, which is no status of an answer", f.Status))
	}
	fail := &failure{status: f.Status, message: http.StatusText(f.Status)}
	if f.Status >= http.StatusInternalServerError {
		fail.message = "Something went wrong"
	}
	ans := fail.answer()
	ans.header = http.Header{}
	if f.Status == http.StatusTooManyRequests {
		ans.body = []byte("Rate limit for this resource has been exceeded")
		ans.header.Set("Content-Type", "text/plain; charset=utf-8") // assumed
	}
	if f.RetryAfter > 0 {
		seconds := int((f.RetryAfter + time.Second - 1) / time.Second)
		ans.header.Set("Retry-After", strconv.Itoa(seconds))
	}
	return ans
}

// send sends an answer, as far as the fault lets it. A closing server waits for
// no delay.
func (f *Fault) send(w http.ResponseWriter, r *http.Request, ans *answer, closing <-chan struct{}) {
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		case <-closing:
		}
	}
	if f.Drop {
		panic(http.ErrAbortHandler)
	}
	if !f.Truncate {
		ans.send(w)
		return
	}
	ans.sendHalf(w)
	panic(http.ErrAbortHandler)
}
