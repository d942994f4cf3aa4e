package archtest

import (
	"io/fs"
	"path"
	"slices"
)

// checkAssembly finds the files with assembly or machine code that are outside of
// some directories, and those directories that need not be allowed.
func checkAssembly(fsys fs.FS, allowed []string) ([]string, error) {
	var found []string
	used := map[string]bool{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return fs.SkipDir
		case !slices.Contains([]string{".s", ".S", ".syso"}, path.Ext(name)):
		case slices.Contains(allowed, path.Dir(name)):
			used[path.Dir(name)] = true
		default:
			found = append(found, name+": no Go")
		}
		return nil
	})
	for _, dir := range allowed {
		if !used[dir] {
			found = append(found, dir+": no assembly, though allowed")
		}
	}
	return found, err
}
