package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/bbql/go-bbql/cmd/bbql/internal/recording"
)

// writeTree writes files below a directory, and nowhere else, whatever links are
// in it. A file that would change is an error unless force is given, before any
// is written.
func writeTree(dir string, files []recording.File, force bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return unreadable(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return unreadable(dir, err)
	}
	defer root.Close()
	var changed, added []recording.File
	for _, file := range files {
		data, err := root.ReadFile(file.Name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			added = append(added, file)
		case err != nil:
			return unreadable(filepath.Join(dir, file.Name), err)
		case !bytes.Equal(data, file.Data):
			changed = append(changed, file)
		}
	}
	if len(changed) > 0 && !force {
		return usagef("%s exists and would change%s: give --force, or write elsewhere with --to",
			filepath.Join(dir, changed[0].Name), others(len(changed)-1))
	}
	for _, file := range append(added, changed...) {
		if err := writeFixture(root, file); err != nil {
			return unreadable(filepath.Join(dir, file.Name), err)
		}
	}
	return nil
}

// others tells of so many more.
func others(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d more", n)
}

// writeFixture writes one file. Who serves it meanwhile finds the old one or the
// new one, and nothing between.
func writeFixture(root *os.Root, file recording.File) error {
	if err := root.MkdirAll(path.Dir(file.Name), 0o755); err != nil {
		return err
	}
	temporary := file.Name + ".new"
	err := root.WriteFile(temporary, file.Data, 0o644)
	if err == nil {
		err = root.Rename(temporary, file.Name)
	}
	if err != nil {
		_ = root.Remove(temporary) // which may not be there
	}
	return err
}
