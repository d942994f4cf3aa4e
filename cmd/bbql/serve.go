package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	addr   string
	strict bool
	auth   string
	faults faults
	seed   int
}

func (t *tool) newServe() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve [flags] DIR",
		Example: `  bbql serve testdata/bitbucket
  bbql serve --addr 127.0.0.1:8080 --strict testdata/bitbucket
  bbql serve --fault status=429,retry-after=2s,share=0.1 testdata/bitbucket`,
		Short: "answer as Bitbucket would, from JSON files",
		Long: `serve is an offline Bitbucket for tests in any language: it evaluates q and sort,
pages, and fails as Bitbucket fails, on the JSON files of DIR. They lie by the paths
of the API: repositories/acme/site/pullrequests.json is a page, an array or one
object, and answers /2.0/repositories/acme/site/pullrequests. A file that changes
is read again; while it is broken, as when it is half written, its last good version
answers, and the line of the request says "outdated" and why. Nothing outside DIR is
read, not through links in it either.

It prints its address, such as http://127.0.0.1:41234, as soon as it answers, and
then to standard error a line for each request: what was asked, the status, how
many objects of the list were selected, and the time. Secrets are left out.
SIGINT and SIGTERM end it, after the requests that are being answered, with exit
code 0; an address that is taken is exit code 2, as other wrong usage is.

--auth names a YAML or JSON file with the tokens that are let in:

  tokens:
    - {secret: s3cret, scopes: [pullrequest, issue]}
    - {secret: s3cret, email: jane@example.com, scopes: ["read:issue:bitbucket"]}
  consumers:
    - {key: k, secret: s, scopes: [repository], callback: http://localhost:8080/back}

One with an email is an API token, for Basic; any other is an access token.
Consumers get theirs from /site/oauth2/authorize and /site/oauth2/access_token.

--fault takes status, retry-after, delay, truncate and drop for what happens, and
request or share for how often: request=3 is the third one, share=0.1 one in ten,
without either each. It may be given several times.`,
		Args: oneArg("directory"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			context.AfterFunc(ctx, stop) // a second signal ends the process at once
			return t.serve(ctx, &f, args[0])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.addr, "addr", "127.0.0.1:0",
		"listen at `HOST:PORT`; port 0 is a free one")
	flags.BoolVar(&f.strict, "strict", false,
		"refuse a q or sort that Bitbucket would ignore, a state beside q, and what it has removed: "+
			"paths, OAuth's implicit grant, and its tokens outside the Authorization header")
	flags.StringVar(&f.auth, "auth", "", "let in only the tokens of `FILE`")
	flags.Var(&f.faults, "fault", "make requests fail, as in status=500,request=3")
	numberVar(flags, &f.seed, "seed", 0, "the `N` that draws the share of --fault")
	return cmd
}

// serve runs the command until the context ends.
func (t *tool) serve(ctx context.Context, f *serveFlags, dir string) error {
	found, err := survey(ctx, dir)
	if err != nil {
		if ctx.Err() != nil {
			return nil // who ended it needs no complaint
		}
		return err
	}
	opts, err := f.options()
	if err != nil {
		return err
	}
	l, err := listen(ctx, f.addr)
	if err != nil {
		return err
	}
	defer l.Close()
	log := &requestLog{w: t.stderr}
	opts = append(opts, bbqltest.Observe(log.observe))
	handler := log.around(bbqltest.Handler(rootedFS(dir), opts...))
	t.introduce(l, found)
	fmt.Fprintln(t.out, address(l))
	if err := t.out.Flush(); err != nil {
		return err
	}
	return newSite(handler, log, f.faults.longest()).run(ctx, l)
}

// options returns what the flags say of how to answer.
func (f *serveFlags) options() ([]bbqltest.Option, error) {
	var opts []bbqltest.Option
	if f.strict {
		opts = append(opts, bbqltest.Strict())
	}
	if len(f.faults) > 0 {
		opts = append(opts, bbqltest.Faults(uint64(f.seed), f.faults...))
	}
	if f.auth != "" {
		auth, err := loadAuth(f.auth)
		if err != nil {
			return nil, err
		}
		opts = append(opts, auth.options()...)
	}
	return opts, nil
}
