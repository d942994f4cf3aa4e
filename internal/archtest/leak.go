package archtest

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// leaks are the texts that tell of somebody's machine: absolute paths of
// directories that only some have, and hosts that packages were fetched from.
// Each begins where no path or host could go on to the left.
var leaks = []*regexp.Regexp{
	regexp.MustCompile(`(^|[^\w/.>-])/(home|root|tmp|work|Users)/`),
	regexp.MustCompile(`\b(deb|goproxy|mirror|proxy|registry|sum)\.[a-z0-9-]+\.(com|dev|io|net|org)\b`),
}

// checkLeaks looks for leaks in the files that people read or run: sources
// other than tests, documents and scripts. Test data may say anything.
func checkLeaks(fsys fs.FS) ([]string, error) {
	var found []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !readByPeople(name):
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		found = append(found, leaksIn(name, string(text))...)
		return err
	})
	return found, err
}

func readByPeople(name string) bool {
	if strings.HasSuffix(name, "_test.go") {
		return false
	}
	return name == ".ci/run" || slices.Contains([]string{".go", ".md", ".mod", ".work", ".yml"}, path.Ext(name))
}

func leaksIn(name, text string) []string {
	var found []string
	n := 0
	for line := range strings.Lines(text) {
		n++
		for _, re := range leaks {
			if m := re.FindString(line); m != "" {
				found = append(found, fmt.Sprintf("%s:%d: %s", name, n, strings.TrimSpace(m)))
			}
		}
	}
	return found
}
