package sariftest

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// texts are what lint looks at, by the names of files.
var texts = map[string]string{
	"clean.bbql": "state = \"OPEN\"\n",
	"queries.bbql": "stat = \"OPEN\" AND author.username = \"jdoe\"\nid = \"5\"\ntitle = OPEN\n" +
		"title ~ \"großer Fehler 🙂\" AND updated_on > 2024-01-01 OR draft > true\n" +
		"id > 5 AND id < 3\n(state = \"OPEN\" OR state = \"MERGED\")\n",
	"urls.txt": "/2.0/repositories/acme/site/commits?q=hash+%3D+%22ab%22&pagelen=1000\n" +
		"https://api.bitbucket.org/2.0/repositories/acme?sort=name,-size&fields=+values.owner\n",
	"deploy.yaml": "url: https://api.bitbucket.org/2.0/repositories/a/b/issues?q=status%3D%22new%22\n",
	"get.sh":      "curl \"https://api.bitbucket.org/2.0/repositories/a/b/pullrequests?q=state=$STATE OR x\"\n",
}

// TestLogs validates the log of each file, and that of all of them.
func TestLogs(t *testing.T) {
	dir := t.TempDir()
	tool := filepath.Join(dir, "bbql")
	if out, err := exec.Command("go", "build", "-o", tool, "../").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all := []string{}
	for name, text := range texts {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		all = append(all, path)
		t.Run(name, func(t *testing.T) {
			if n := validate(t, tool, path); (n > 0) != (name != "clean.bbql") {
				t.Errorf("%d results", n)
			}
		})
	}
	if n := validate(t, tool, all...); n < 10 {
		t.Errorf("%d results in all files", n)
	}
	if n := validate(t, tool, "state = OPEN"); n == 0 {
		t.Error("no results for an argument")
	}
}

// validate runs lint, validates its log, and returns how many results it has.
func validate(t *testing.T, tool string, args ...string) int {
	t.Helper()
	cmd := exec.Command(tool, append([]string{
		"lint", "--resource", "pullrequest", "--format", "sarif"}, args...)...)
	out, err := cmd.Output()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		t.Fatalf("%v: %v\n%s", args, err, exit.Stderr)
	}
	log, err := sarif.FromBytes(out)
	if err != nil || len(log.Runs) != 1 {
		t.Fatalf("%v: %v\n%s", args, err, out)
	}
	read, err := json.Marshal(log)
	if err != nil {
		t.Fatal(err)
	}
	// go-sarif writes these even where a log leaves them out, and then empty.
	run := log.Runs[0]
	run.Language, run.Tool.Driver.Language, run.NewlineSequences = "en", "en", []string{"\n"}
	if err := log.Validate(); err != nil {
		t.Errorf("%v: %v\n%s", args, err, out)
	}
	if path := missing(decode(t, out), decode(t, read), "$"); path != "" {
		t.Errorf("%v: SARIF has no %s\n%s", args, path, out)
	}
	return len(log.Runs[0].Results)
}

func decode(t *testing.T, data []byte) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// missing returns where a part of a log was lost when it was read as SARIF, "" if
// all of it is there: what is validated has only the properties of the schema.
func missing(log, read any, path string) string {
	switch log := log.(type) {
	case map[string]any:
		members, _ := read.(map[string]any)
		for name, value := range log {
			if at := missing(value, members[name], path+"."+name); at != "" {
				return at
			}
		}
		return ""
	case []any:
		elements, _ := read.([]any)
		if len(elements) != len(log) {
			return path
		}
		for i, value := range log {
			if at := missing(value, elements[i], fmt.Sprintf("%s[%d]", path, i)); at != "" {
				return at
			}
		}
		return ""
	}
	if log != read {
		return path
	}
	return ""
}
