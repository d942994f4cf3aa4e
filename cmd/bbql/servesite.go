package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// What a client may send, and how long everything may take.
const (
	maxHeader = 256 << 10 // the URL too: room for a q of 64 KiB, all of it escaped
	maxBody   = 1 << 20   // of forms; nothing else has a body

	readTimeout  = 10 * time.Second
	writeTimeout = 30 * time.Second // beyond the longest delay that was asked for
	idleTimeout  = 2 * time.Minute
	stopTimeout  = 5 * time.Second // for the requests that are being answered
)

// A site is a handler on the network.
type site struct {
	server *http.Server
	grace  time.Duration // how long requests may go on when the site ends
}

// newSite returns the site of a handler, whose answers may take a delay more
// than they take.
func newSite(handler http.Handler, log *requestLog, delay time.Duration) *site {
	return &site{
		server: &http.Server{
			Handler:           http.MaxBytesHandler(handler, maxBody),
			MaxHeaderBytes:    maxHeader,
			ReadHeaderTimeout: readTimeout,
			ReadTimeout:       readTimeout,
			WriteTimeout:      writeTimeout + delay,
			IdleTimeout:       idleTimeout,
			ErrorLog:          log.errors(),
		},
		grace: stopTimeout,
	}
}

// run answers until the context ends, then lets the requests that have begun
// end, and cuts off those that take too long.
func (s *site) run(ctx context.Context, l net.Listener) error {
	ended := make(chan error, 1)
	go func() { ended <- s.server.Serve(l) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.grace)
	defer cancel()
	err := s.server.Shutdown(last)
	if errors.Is(err, context.DeadlineExceeded) {
		err = s.server.Close()
	}
	<-ended
	return err
}

// listen takes an address.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(addr); err != nil {
		return nil, usagef("--addr takes HOST:PORT, as in 127.0.0.1:8080, not %q", addr)
	}
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if op := (*net.OpError)(nil); errors.As(err, &op) {
		return nil, usagef("--addr %s: %w: choose another one, or port 0 for a free one", addr, cause(op))
	}
	return l, err
}

// cause returns what lies below the names of system calls.
func cause(err error) error {
	for {
		within := errors.Unwrap(err)
		if within == nil {
			return err
		}
		err = within
	}
}

// address returns the URL of a listener, as one on this machine calls it.
func address(l net.Listener) string {
	host, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return l.Addr().String()
	}
	if ip := net.ParseIP(host); ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// isPublic reports whether a listener can be reached from other machines.
func isPublic(l net.Listener) bool {
	addr, ok := l.Addr().(*net.TCPAddr)
	return !ok || !addr.IP.IsLoopback()
}
