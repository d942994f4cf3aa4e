// Command gen writes the tables of package schema and docs/fields.md from
// Bitbucket's API file and the corrections to it. It is run by go generate in
// the directory of that package.
//
// The API file is Atlassian's and not part of this repository. Where there is
// none, gen says so and leaves everything as it is.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// defaultSource is where the API file is expected if BBQL_OPENAPI doesn't say:
// beside a clone of the repository.
const defaultSource = "../../shared/openapi/bitbucket-v3.json"

func main() {
	source := os.Getenv("BBQL_OPENAPI")
	if source == "" {
		source = defaultSource
	}
	flag.StringVar(&source, "openapi", source, "Bitbucket's API file, OpenAPI 3 as JSON")
	root := flag.String("root", "..", "the root of the repository")
	flag.Parse()
	if err := run(source, *root); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// run writes all generated files below root.
func run(source, root string) error {
	api, err := os.ReadFile(source)
	if errors.Is(err, fs.ErrNotExist) {
		fmt.Println("gen: nothing done, there is no API file at", source)
		return nil
	}
	if err != nil {
		return err
	}
	corrections, err := os.ReadFile(filepath.Join(root, correctionsPath))
	if err != nil {
		return err
	}
	files, err := generate(api, corrections)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := write(filepath.Join(root, filepath.FromSlash(f.path)), f.text); err != nil {
			return err
		}
	}
	return nil
}

func write(path string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o644)
}

// correctionsPath is where the corrections are, from the root.
const correctionsPath = "schema/corrections.json"

// A file is a generated file.
type file struct {
	path string // from the root, with slashes
	text []byte
}

// generate returns the generated files, in the order of their paths.
func generate(api, corrections []byte) ([]file, error) {
	m, err := newModel(api, corrections)
	if err != nil {
		return nil, err
	}
	files := []file{
		{"schema/object_gen.go", objectTable(m)},
		{"schema/endpoint_gen.go", endpointTable(m)},
		{"schema/scope_gen.go", scopeTable(m)},
		{"docs/fields.md", fieldsPage(m)},
	}
	files = append(files, builderPackages(m)...)
	slices.SortFunc(files, func(a, b file) int { return compare(a.path, b.path) })
	return files, nil
}
