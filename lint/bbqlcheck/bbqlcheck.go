package bbqlcheck

import (
	_ "embed"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
)

const (
	name = "bbqlcheck"
	docs = "https://github.com/bbql/go-bbql/blob/main/docs"
)

//go:embed doc.go
var source string

// New returns an analyzer with flags of its own. It is safe for concurrent use
// once its flags are set.
func New() *analysis.Analyzer {
	c := newConfig()
	a := &analysis.Analyzer{
		Name:     name,
		Doc:      doc(source),
		URL:      docs + "/bbqlcheck.md",
		Requires: []*analysis.Analyzer{inspect.Analyzer},
		Run:      func(pass *analysis.Pass) (any, error) { return nil, newChecker(pass, c).run() },
	}
	c.register(&a.Flags)
	return a
}

// doc returns the part of a package comment that tells about the analyzer, so
// that pkg.go.dev and the command say the same.
func doc(source string) string {
	_, text, _ := strings.Cut(source, "// "+name+": ")
	text, _, _ = strings.Cut(text, "\npackage ")
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ")
	}
	return strings.Join(lines, "\n")
}
