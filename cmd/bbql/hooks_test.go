package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestHooks checks that what pre-commit runs is there, and that the hook for
// queries finds something in the files that it is for.
func TestHooks(t *testing.T) {
	const root = "../.."
	data, err := os.ReadFile(filepath.Join(root, ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Files, Language string
		Install                    []string `yaml:"additional_dependencies"`
	}
	if err := yaml.Unmarshal(data, &hooks); err != nil || len(hooks) != 2 {
		t.Fatalf("%d hooks, error %v", len(hooks), err)
	}
	for _, h := range hooks {
		command := strings.Fields(h.Entry)
		if h.Language != "golang" || len(h.Install) != 1 || filepath.Base(h.Install[0]) != command[0] {
			t.Errorf("%s: %q is not what %q installs", h.ID, h.Entry, h.Install)
			continue
		}
		if main, err := filepath.Glob(filepath.Join(root, h.Install[0], "main.go")); len(main) != 1 {
			t.Errorf("%s: no command in %s: %v", h.ID, h.Install[0], err)
		}
	}

	h, url := hooks[0], "https://api.bitbucket.org/2.0/repositories/a/b/issues?q=state=new"
	files := regexp.MustCompile(h.Files)
	for name, text := range map[string]string{
		"queries.bbql": "state = OPEN\n",
		"get.sh":       "curl '" + url + "'\n",
		"urls.yaml":    "url: " + url + "\n",
		"urls.json":    `{"url": "` + url + `"}`,
	} {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args := append(strings.Fields(h.Entry)[1:], path)
		stdout, stderr, code := runWith(strings.NewReader(""), args...)
		if !files.MatchString(name) || code != exitFindings || !strings.Contains(stdout, "[syntax]") {
			t.Errorf("%s: exit code %d\n%s%s", name, code, stdout, stderr)
		}
	}
}
