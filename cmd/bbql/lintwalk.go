package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// foreignDirs are the directories whose files nobody here wrote.
var foreignDirs = []string{".git", ".hg", ".svn", "node_modules", "vendor"}

// lintFiles returns the files that arguments name, with those of directories in
// their places.
func (t *tool) lintFiles(args []string, config *lintConfig) ([]*inputFile, error) {
	var names []string
	named := map[string]bool{}
	for _, arg := range args {
		named[filepath.Clean(arg)] = true
	}
	for _, arg := range args {
		if !isDir(arg) {
			names = append(names, arg)
			continue
		}
		found, err := config.walk(arg)
		if err != nil {
			return nil, err
		}
		if len(found) == 0 {
			t.tell([]string{arg + " has no file that lint looks at"}, 1)
		}
		for _, name := range found {
			if !named[name] {
				names, named[name] = append(names, name), true
			}
		}
	}
	if len(names) == 0 {
		return nil, nil
	}
	return inputFiles(names)
}

// walk returns the files in a directory, and in those below it, that lint looks
// at, in the order of their names. Links are not followed.
func (c *lintConfig) walk(dir string) ([]string, error) {
	var files []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		path := filepath.Join(dir, filepath.FromSlash(name))
		switch {
		case err != nil:
			return unreadable(path, err)
		case d.IsDir() && name != "." && slices.Contains(foreignDirs, d.Name()):
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		ok, err := c.takes(path)
		if ok {
			files = append(files, path)
		}
		return err
	})
	return files, err
}

// takes reports whether lint looks at a file that is found in a directory: one that
// the configuration names, and what holds queries or URLs by its name or its
// beginning. A text may hold anything, and a document shows what is wrong too: they are
// no such files.
func (c *lintConfig) takes(path string) (bool, error) {
	kind, known := kindOf(path)
	named := c.names(path)
	if known && !named && (kind.form == formText || strings.EqualFold(filepath.Ext(path), ".txt")) {
		return false, nil
	}
	head, err := readHead(path)
	if err != nil || bytes.IndexByte(head, 0) >= 0 {
		return false, err // binary, if it could be read
	}
	return named || known || bytes.HasPrefix(head, []byte("#!")), nil
}

// names reports whether a pattern of the configuration is of a file.
func (c *lintConfig) names(path string) bool {
	name := c.relative(path)
	return slices.ContainsFunc(c.Files, func(f fileConfig) bool { return f.matches(name) })
}

// readHead returns the beginning of a file.
func readHead(path string) ([]byte, error) {
	const size = 8000 // as git takes to tell what is binary
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, size))
	if err != nil {
		return nil, unreadable(path, err)
	}
	return head, nil
}

func isDir(arg string) bool {
	info, err := os.Stat(arg)
	return err == nil && info.IsDir()
}
