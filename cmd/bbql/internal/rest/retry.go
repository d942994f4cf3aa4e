package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	maxTries  = 5 // of one request, rate limits apart
	firstWait = time.Second
)

// A finalError is one that trying again does not help against.
type finalError struct{ err error }

func final(err error) error { return &finalError{err} }

func (e *finalError) Error() string { return e.err.Error() }

func (e *finalError) Unwrap() error { return e.err }

// A networkError is a fault between here and the API, without secrets.
type networkError struct {
	url  string
	text string
	err  error
}

func (e *networkError) Error() string { return "GET " + e.url + ": " + e.text }

func (e *networkError) Unwrap() error { return e.err }

// fault returns the error of an attempt that had no whole answer.
func (c *Client) fault(u *url.URL, err error) error {
	var status *StatusError
	var stop *finalError
	switch {
	case errors.As(err, &status):
		return status
	case errors.As(err, &stop):
		return stop
	}
	if outer := (*url.Error)(nil); errors.As(err, &outer) { // which repeats the URL
		err = outer.Err
	}
	text := err.Error()
	if errors.Is(err, context.DeadlineExceeded) {
		text = fmt.Sprintf("no whole answer within %v", orDefault(c.Timeout, DefaultTimeout))
	}
	return &networkError{c.shown(u), c.redact(text), err}
}

// backOff waits before the next try. It returns err if there is to be none.
func (c *Client) backOff(ctx context.Context, try int, err error) error {
	wait := firstWait << min(try-1, maxTries)
	var status *StatusError
	var network *networkError
	why := ""
	switch {
	case errors.As(err, &status) && status.Status == http.StatusTooManyRequests:
		wait, why = max(wait, status.RetryAfter), "the rate limit is reached"
	case try >= maxTries:
		return err
	case status != nil && status.isPassing():
		wait, why = max(wait, status.RetryAfter), fmt.Sprintf("the answer is %d", status.Status)
	case errors.As(err, &network):
		why = network.text
	default:
		return err
	}
	if limit := orDefault(c.MaxWait, DefaultMaxWait); c.waited+wait > limit {
		return fmt.Errorf("%w; waiting %v more would be over %v in all", err, wait, limit)
	}
	c.waited += wait
	if c.Notice != nil {
		c.Notice(fmt.Sprintf("%s: waiting %v", why, wait))
	}
	return c.pause(ctx, wait)
}

// space keeps the least time between two requests.
func (c *Client) space(ctx context.Context) error {
	if c.Interval <= 0 {
		return ctx.Err()
	}
	now := c.now()
	if wait := c.last.Add(c.Interval).Sub(now); !c.last.IsZero() && wait > 0 {
		if err := c.pause(ctx, wait); err != nil {
			return err
		}
		now = now.Add(wait)
	}
	c.last = now
	return ctx.Err()
}

func (c *Client) now() time.Time {
	if c.Now != nil {
		return c.Now()
	}
	return time.Now()
}

// pause waits, or returns why the context ended.
func (c *Client) pause(ctx context.Context, d time.Duration) error {
	if c.Pause != nil {
		return c.Pause(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// retryAfter reads the header of that name: seconds or a date. What can't be
// read counts as none.
func (c *Client) retryAfter(header string) time.Duration {
	const most = 366 * 24 * time.Hour                // so that no number overflows
	seconds, err := strconv.ParseInt(header, 10, 64) // the largest there is if it is larger
	if seconds > 0 && (err == nil || errors.Is(err, strconv.ErrRange)) {
		return time.Duration(min(seconds, int64(most/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil {
		return min(max(0, at.Sub(c.now())), most)
	}
	return 0
}
