package clients

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// node runs the script with the npm package bitbucket, which it installs first
// if it is not there. It returns what the script prints.
func node(t *testing.T, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
	if _, err := os.Stat("node/node_modules/bitbucket"); err != nil {
		install := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund")
		install.Dir = "node"
		if out, err := install.CombinedOutput(); err != nil {
			t.Fatalf("npm ci: %v\n%s", err, out)
		}
	}
	cmd := exec.CommandContext(t.Context(), "node", append([]string{"list.js"}, args...)...)
	cmd.Dir = "node"
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	return out.String(), errs.String(), err
}

func TestNodeLists(t *testing.T) {
	bb := serve(t, bbqltest.Auth(bbqltest.Token{Secret: "s1", Scopes: []string{"pullrequest"}}))
	stdout, stderr, err := node(t, bb.URL+"/2.0", filter, sort)
	if err != nil {
		t.Fatalf("%v: %s", err, stderr)
	}
	ids := wanted(t)
	if want := fmt.Sprintf("%s\n%d\n", join(ids), ids[0]); stdout != want {
		t.Errorf("got  %swant %s", stdout, want)
	}
	if n, want := requestsTo(bb, prs), (len(ids)+3)/4; n != want {
		t.Errorf("%d pages, want %d", n, want)
	}
	bb.AssertQueried(prs, filter)
}

func TestNodeErrors(t *testing.T) {
	bb := serve(t)
	tests := []struct{ q, sort, want string }{
		{"state = ", "id", "400 Invalid filter query expression: Syntax error in input (details unknown)"},
		{"nope = 1", "id", `400 Field ".nope" does not support filtering`},
		{`state = "ALL"`, "id", "500 Something went wrong"},
	}
	for _, tt := range tests {
		_, stderr, err := node(t, bb.URL+"/2.0", tt.q, tt.sort)
		if err == nil || strings.TrimSpace(stderr) != tt.want {
			t.Errorf("%s: got %v %s, want %s", tt.q, err, stderr, tt.want)
		}
	}
}
