package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	"unicode"

	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/cmd/bbql/internal/rest"
)

// apiURL is where the API is.
const apiURL = "https://api.bitbucket.org"

// liveFlags are the flags of the commands that use the network.
type liveFlags struct {
	baseURL, tokenEnv string
	timeout, maxWait  int // in seconds
	verbose           bool
}

func (f *liveFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.baseURL, "base-url", apiURL,
		"the `URL` of the API's host, such as that of an offline server")
	flags.StringVar(&f.tokenEnv, "token-env", "BITBUCKET_TOKEN",
		"the environment variable with the `NAME` holds the token")
	f.timeout = int(rest.DefaultTimeout / time.Second)
	f.maxWait = int(rest.DefaultMaxWait / time.Second)
	secondsVar(flags, &f.timeout, "timeout",
		"try again if there is no whole answer after `N` seconds (default 60)")
	secondsVar(flags, &f.maxWait, "max-wait",
		"wait `N` seconds at the most for rate limits and faults (default 900)")
	flags.BoolVar(&f.verbose, "verbose", false, "print what is requested")
}

// authHelp says where the credentials come from.
const authHelp = `The credentials come from the environment: BITBUCKET_TOKEN is an access token, with
BITBUCKET_EMAIL beside it the API token of that user; BITBUCKET_CLIENT_ID and
BITBUCKET_CLIENT_SECRET are those of an OAuth consumer. Without any the request is
anonymous. They are sent to the host of --base-url and to no other, but those of a
consumer to bitbucket.org for a token, and are never printed. A proxy is taken from
the environment too (HTTPS_PROXY, NO_PROXY).`

// newClient returns a client for the API that the flags name.
func (t *tool) newClient(f *liveFlags) (*rest.Client, error) {
	base, err := readBaseURL(f.baseURL)
	if err != nil {
		return nil, err
	}
	credentials, err := t.credentials(f.tokenEnv)
	if err != nil {
		return nil, err
	}
	if base.Scheme == "http" && !credentials.IsZero() && !isLoopback(base.Hostname()) {
		return nil, usagef("--base-url: a token would be readable on its way to %s: use https, "+
			"or take the token out of the environment", base.Host)
	}
	c := &rest.Client{
		Base:        base,
		Credentials: credentials,
		Transport:   t.transport,
		UserAgent:   "bbql (+https://github.com/bbql/go-bbql)",
		Timeout:     time.Duration(f.timeout) * time.Second,
		MaxWait:     time.Duration(f.maxWait) * time.Second,
		Pause:       t.pause,
		Notice:      t.notice,
	}
	if f.verbose {
		c.Trace = t.notice
	}
	return c, nil
}

// notice tells something on standard error while the work goes on.
func (t *tool) notice(text string) {
	t.progress.clear()
	fmt.Fprintf(t.stderr, "bbql: %s\n", escape(text))
}

// readBaseURL reads the URL of a host, to which nothing is added but /2.0.
func readBaseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return nil, usagef("--base-url takes http:// or https:// and a host, not %q", text)
	case u.User != nil:
		return nil, usagef("--base-url takes no credentials: put them into the environment")
	case strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), apiMount) != "" ||
		u.RawQuery != "" || u.Fragment != "":
		return nil, usagef("--base-url takes a host and no path, not %q", text)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// credentials returns those of the environment.
func (t *tool) credentials(tokenEnv string) (none rest.Credentials, err error) {
	names := []string{tokenEnv, "BITBUCKET_EMAIL", "BITBUCKET_CLIENT_ID", "BITBUCKET_CLIENT_SECRET"}
	values := make([]string, len(names))
	for i, name := range names {
		values[i] = strings.TrimSpace(t.getenv(name))
		if strings.ContainsFunc(values[i], unicode.IsControl) {
			return none, usagef("%s holds a control character", name)
		}
	}
	token, email, id, secret := values[0], values[1], values[2], values[3]
	switch {
	case token != "" && id+secret != "":
		return none, usagef("%s and BITBUCKET_CLIENT_ID or _SECRET are set: unset one of them", names[0])
	case token != "" && email != "":
		return rest.Basic(email, token), nil
	case token != "":
		return rest.Bearer(token), nil
	case email != "":
		return none, usagef("BITBUCKET_EMAIL is set, but not %s", names[0])
	case (id == "") != (secret == ""):
		return none, usagef("BITBUCKET_CLIENT_ID and BITBUCKET_CLIENT_SECRET go together: set both")
	case id != "":
		return rest.Consumer(id, secret), nil
	case tokenEnv != "BITBUCKET_TOKEN":
		return none, usagef("--token-env: %s is not set", tokenEnv)
	}
	return none, nil
}

// interruptible returns a context that ends when the user wants the command to.
// The second time ends the process.
func interruptible() (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// networkFailure returns the error of a command that could not get what it asked
// for, with a hint, which may be "".
func networkFailure(err error, hint string) error {
	var failed *failure
	switch {
	case err == nil || errors.As(err, &failed):
		return err
	case errors.Is(err, context.Canceled):
		return &failure{exitInterrupted, errors.New("interrupted")}
	}
	text := escape(err.Error())
	if hint != "" {
		text += "\n" + hint
	}
	return &failure{exitNetwork, errors.New(text)}
}
