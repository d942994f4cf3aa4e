package rest

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

func seconds(list ...int) []time.Duration {
	var all []time.Duration
	for _, n := range list {
		all = append(all, time.Duration(n)*time.Second)
	}
	return all
}

// What goes wrong with the first requests of a list of 36 pull requests, and
// what becomes of it.
func TestFaults(t *testing.T) {
	always := []int{1, 2, 3, 4, 5, 6, 7, 8, 9}
	tests := map[string]struct {
		fault    bbqltest.Fault
		requests int64
		pauses   []time.Duration
		status   int    // of the error, 0 for another one
		want     string // in the error, "" for none
	}{
		"none": {requests: 1},
		"rate limit": {
			fault:    bbqltest.Fault{Requests: []int{1}, Status: 429, RetryAfter: 30 * time.Second},
			requests: 2, pauses: seconds(30),
		},
		"rate limit that does not say how long": {
			fault:    bbqltest.Fault{Requests: []int{1, 2}, Status: 429},
			requests: 3, pauses: seconds(1, 2),
		},
		"rate limit without end": {
			fault:    bbqltest.Fault{Requests: always, Status: 429, RetryAfter: 400 * time.Second},
			requests: 3, pauses: seconds(400, 400),
			status: 429, want: "waiting 6m40s more would be over 15m0s in all",
		},
		"rate limit that lasts too long": {
			fault:    bbqltest.Fault{Requests: []int{1}, Status: 429, RetryAfter: time.Hour},
			requests: 1, status: 429, want: "waiting 1h0m0s more would be over 15m0s in all",
		},
		"500": { // which Bitbucket answers to wrong queries
			fault:    bbqltest.Fault{Requests: []int{1}, Status: 500},
			requests: 1, status: 500, want: "500 Internal Server Error: Something went wrong",
		},
		"404": {
			fault:    bbqltest.Fault{Requests: []int{1}, Status: 404},
			requests: 1, status: 404, want: "404 Not Found",
		},
		"502": {
			fault:    bbqltest.Fault{Requests: []int{1, 2}, Status: 502},
			requests: 3, pauses: seconds(1, 2),
		},
		"503 that says how long": {
			fault:    bbqltest.Fault{Requests: []int{1}, Status: 503, RetryAfter: 7 * time.Second},
			requests: 2, pauses: seconds(7),
		},
		"504 without end": {
			fault:    bbqltest.Fault{Requests: always, Status: 504},
			requests: 5, pauses: seconds(1, 2, 4, 8), status: 504, want: "504 Gateway Timeout",
		},
		"cut answer": {
			fault:    bbqltest.Fault{Requests: []int{1}, Truncate: true},
			requests: 2, pauses: seconds(1),
		},
		"cut answers without end": {
			fault:    bbqltest.Fault{Requests: always, Truncate: true},
			requests: 5, pauses: seconds(1, 2, 4, 8), want: "the answer breaks off after ",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, offline(bbqltest.Faults(1, tt.fault)))
			n, err := f.count(t, pulls+"?pagelen=50&q=id%20%3E%200")
			if requests := f.requests.Load(); requests != tt.requests || !slices.Equal(f.pauses, tt.pauses) {
				t.Errorf("%d requests and pauses %v, want %d and %v", requests, f.pauses,
					tt.requests, tt.pauses)
			}
			var status *StatusError
			switch {
			case tt.want == "" && (err != nil || n != 36):
				t.Errorf("%d objects, error %v", n, err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error %v, want %q", err, tt.want)
			case tt.status > 0 && (!errors.As(err, &status) || status.Status != tt.status):
				t.Errorf("error %#v, want status %d", err, tt.status)
			}
		})
	}
}

// A roundTrip is a transport.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// An answer that doesn't come in time is asked for again. The first one never
// comes, and the second may take long, so that no machine is too slow.
func TestSlowAnswer(t *testing.T) {
	f := newFixture(t, offline())
	f.Timeout = time.Millisecond
	f.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		if len(f.pauses) > 0 {
			return http.DefaultTransport.RoundTrip(r)
		}
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	f.Pause = func(_ context.Context, d time.Duration) error {
		f.pauses = append(f.pauses, d)
		f.Timeout = time.Hour
		return nil
	}
	if n, err := f.count(t, pulls+"?pagelen=50&q=id%20%3E%200"); n != 36 || err != nil {
		t.Errorf("%d objects, error %v", n, err)
	}
	if !slices.Equal(f.pauses, seconds(1)) {
		t.Errorf("pauses %v", f.pauses)
	}
}

// A connection that ends without an answer is tried again; net/http does so by
// itself where it was used before, so that requests are not counted.
func TestDroppedConnections(t *testing.T) {
	f := newFixture(t, offline(bbqltest.Faults(1, bbqltest.Fault{Requests: []int{1}, Drop: true})))
	if n, err := f.count(t, pulls+"?pagelen=50&q=id%20%3E%200"); n != 36 || err != nil {
		t.Errorf("%d objects, error %v", n, err)
	}
	f = newFixture(t, offline(bbqltest.Faults(1, bbqltest.Fault{Share: 1, Drop: true})))
	_, err := f.count(t, pulls)
	if err == nil || !strings.Contains(err.Error(), "EOF") || strings.Contains(err.Error(), "Get \"") {
		t.Errorf("error %v", err)
	}
	if want := seconds(1, 2, 4, 8); !slices.Equal(f.pauses, want) {
		t.Errorf("pauses %v, want %v", f.pauses, want)
	}
}

func TestNobodyListens(t *testing.T) {
	f := newFixture(t, offline())
	f.Base = parseURL(t, "http://127.0.0.1:1")
	_, err := f.count(t, pulls)
	if err == nil || !strings.Contains(err.Error(), "GET http://127.0.0.1:1/2.0/") ||
		!strings.Contains(err.Error(), "127.0.0.1:1: connect") {
		t.Errorf("error %v", err)
	}
}

// The user need not wait for what the server asks to wait for.
func TestCancelWhileWaiting(t *testing.T) {
	f := newFixture(t, offline(bbqltest.Faults(1, bbqltest.Fault{Share: 1, Status: 429})))
	ctx, cancel := context.WithCancel(t.Context())
	f.Notice = func(string) { cancel() } // in the middle of it
	f.Pause = nil
	if _, err := f.Get(ctx, f.at(t, pulls)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := f.Get(ctx, f.at(t, pulls)); !errors.Is(err, context.Canceled) || f.requests.Load() != 1 {
		t.Errorf("error %v after %d requests", err, f.requests.Load())
	}
}

func TestCancelWhileReading(t *testing.T) {
	f := newFixture(t, offline(bbqltest.Faults(1, bbqltest.Fault{Share: 1, Delay: time.Hour})))
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	if _, err := f.Get(ctx, f.at(t, pulls)); err != context.Canceled {
		t.Errorf("error %v", err)
	}
}

// Two requests are an interval apart, however long the first one took.
func TestInterval(t *testing.T) {
	f := newFixture(t, offline())
	clock := time.Unix(1000, 0)
	f.Interval = 500 * time.Millisecond
	f.Now = func() time.Time { return clock }
	f.Pause = func(_ context.Context, d time.Duration) error {
		f.pauses = append(f.pauses, d)
		clock = clock.Add(d)
		return nil
	}
	for _, took := range []time.Duration{0, 200 * time.Millisecond, time.Second, 0} {
		if _, err := f.Get(t.Context(), f.at(t, pulls)); err != nil {
			t.Fatal(err)
		}
		clock = clock.Add(took)
	}
	want := []time.Duration{500 * time.Millisecond, 300 * time.Millisecond}
	if !slices.Equal(f.pauses, want) {
		t.Errorf("pauses %v, want %v", f.pauses, want)
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)
	c := &Client{Now: func() time.Time { return now }}
	tests := map[string]time.Duration{
		"":     0,
		"0":    0,
		"-5":   0,
		"soon": 0,
		"120":  2 * time.Minute,
		now.Add(time.Minute).Format(http.TimeFormat):  time.Minute,
		now.Add(-time.Minute).Format(http.TimeFormat): 0,
		"9223372036854775807":                         366 * 24 * time.Hour,
		"99999999999999999999":                        366 * 24 * time.Hour,
	}
	for header, want := range tests {
		if got := c.retryAfter(header); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
}
