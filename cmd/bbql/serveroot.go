package main

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bbql/go-bbql/bbql/bbqltest"
	"github.com/bbql/go-bbql/schema"
)

// A rootedFS is the directory of a name, without what links in it lead to
// outside. It finds the directory anew for each file, so that one that is
// replaced as a whole, as by a checkout, is the new one.
type rootedFS string

// Open opens a file.
func (d rootedFS) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(string(d))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.FS().Open(name)
}

// Stat tells of a file without opening it: a pipe would wait for a writer.
func (d rootedFS) Stat(name string) (fs.FileInfo, error) {
	root, err := os.OpenRoot(string(d))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return fs.Stat(root.FS(), name)
}

// found is what a directory holds.
type found struct {
	dir    string
	served int      // files at paths of the API
	strays []string // JSON files that nothing answers with
	broken []string // what is wrong with others
}

// survey looks at a directory, so that a wrong one is found before anybody asks.
func survey(ctx context.Context, dir string) (*found, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, unreadable(dir, err)
	}
	if !info.IsDir() {
		return nil, usagef("%s is a file: name the directory that holds files such as %s", dir, layoutExample)
	}
	f := &found{dir: dir}
	err = fs.WalkDir(rootedFS(dir), ".", func(file string, d fs.DirEntry, err error) error {
		name, isJSON := strings.CutSuffix(file, ".json")
		if err == nil && leadsOut(dir, file, d) {
			f.broken = append(f.broken, file+": a link that leads out of the directory, or nowhere")
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && file == ".":
			return err
		case err != nil || d.IsDir() || !isJSON:
		case isServed(name):
			f.served++
		default:
			f.strays = append(f.strays, file)
		}
		return nil
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, unreadable(dir, err)
	case f.served == 0:
		return nil, f.useless()
	}
	if err := bbqltest.Check(rootedFS(dir)); err != nil {
		f.broken = append(f.broken, strings.Split(err.Error(), "\n")...)
	}
	return f, nil
}

// leadsOut reports whether a file is a link that nobody follows.
func leadsOut(dir, file string, d fs.DirEntry) bool {
	if d.Type()&fs.ModeSymlink == 0 {
		return false
	}
	_, err := rootedFS(dir).Stat(file)
	return err != nil
}

// layoutExample shows how files lie.
const layoutExample = "repositories/acme/site/pullrequests.json"

// isServed reports whether the API has something at a path.
func isServed(name string) bool {
	_, file := schema.EndpointFor(http.MethodGet, "/"+name)
	_, dir := schema.EndpointFor(http.MethodGet, "/"+name+"/") // as src/main/ is one
	return file || dir
}

// useless is the error of a directory without fixtures. The directory that was
// meant is often one below or above it.
func (f *found) useless() error {
	if len(f.strays) == 0 {
		return usagef("%s holds no JSON files such as %s", f.dir, layoutExample)
	}
	for _, file := range f.strays {
		if meant, ok := f.meant(strings.TrimSuffix(file, ".json")); ok {
			return usagef("no file of %s lies at a path of the API; did you mean %s?", f.dir, meant)
		}
	}
	return usagef("no file of %s lies at a path of the API: name them like %s", f.dir, layoutExample)
}

// meant returns the directory from which a file lies at a path of the API.
func (f *found) meant(name string) (dir string, ok bool) {
	for above, rest := ".", name; ; {
		first, below, more := strings.Cut(rest, "/")
		if !more {
			break
		}
		above, rest = path.Join(above, first), below
		if isServed(rest) {
			return filepath.Join(f.dir, filepath.FromSlash(above)), true
		}
	}
	abs, err := filepath.Abs(f.dir)
	if err == nil && isServed(filepath.Base(abs)+"/"+name) {
		return filepath.Join(f.dir, ".."), true
	}
	return "", false
}

// introduce says what is worth knowing before the first request.
func (t *tool) introduce(l net.Listener, f *found) {
	var told []string
	for _, file := range f.strays {
		told = append(told, file+": lies at no path of the API, so nothing answers with it")
	}
	t.tell(append(told, f.broken...), 5)
	if isPublic(l) {
		fmt.Fprintf(t.stderr, "bbql: other machines can reach %s; --addr 127.0.0.1:0 keeps them out\n",
			l.Addr())
	}
	if t.errTerminal {
		fmt.Fprintf(t.stderr, "bbql: serving %d files of %s until Ctrl-C\n", f.served, escape(f.dir))
	}
}
