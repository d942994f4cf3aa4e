package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/cmd/bbql/internal/recording"
)

// recordFlags are the flags of record.
type recordFlags struct {
	from            []string
	to              string
	hosts           []string
	replacePersonal bool
	force           bool
}

func (t *tool) newRecord() *cobra.Command {
	var f recordFlags
	cmd := &cobra.Command{
		Use: "record [flags] --from FILE.har|DIR",
		Example: `  bbql record --from session.har --to testdata/bitbucket
  bbql record --from responses/ --replace-personal
  bbql serve testdata/bitbucket`,
		Short: "make fixtures of saved responses",
		Long: `record makes files for serve, and for bbqltest in Go, of responses that were saved:
a HAR, as browsers and proxies export it, or a directory of JSON files, which the
links in them, their own paths, or those of their objects place in the API. Pages
become one list, in which every object is as it was seen last, with what only the
object by itself shows, such as the reviewers of a pull request.

Only the JSON that Bitbucket sent for a GET is taken; what is left out is said, and
why. No header and no token gets into the files. Files that are there already and
would change are an error without --force, before anything is written.

--replace-personal puts stand-ins in the places of people, the same for each in all
files: Person 1 is person1, with a uuid, an account id, an address and a picture
of its own, also where people are named in texts. It says who became whom. What else
an account says becomes empty, and so do the comments of public keys. Names of
workspaces, repositories and branches stay; those that hold a name are told.`,
		Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return t.record(&f) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.from, "from", nil, "read `FILE.har|DIR`; may be given several times")
	flags.StringVar(&f.to, "to", "testdata/bitbucket", "write below `DIR`")
	flags.StringSliceVar(&f.hosts, "host", nil,
		"take the responses of `HOST` too, as in 127.0.0.1:8080; Bitbucket's are taken anyway")
	flags.BoolVar(&f.replacePersonal, "replace-personal", false, "put stand-ins in the places of people")
	flags.BoolVar(&f.force, "force", false, "overwrite files")
	return cmd
}

// record runs the command.
func (t *tool) record(f *recordFlags) error {
	if len(f.from) == 0 {
		return usagef("record needs --from, as in: bbql record --from session.har")
	}
	r := recording.New(recording.Options{Hosts: f.hosts, ReplacePersonal: f.replacePersonal})
	for _, name := range f.from {
		responses, err := t.responses(name)
		if err != nil {
			return err
		}
		if err := add(r, name, responses); err != nil {
			return err
		}
	}
	tree, err := r.Tree()
	if err != nil {
		return err
	}
	t.tellLeft(tree)
	if len(tree.Files) == 0 {
		return &failure{exitData, fmt.Errorf("%s: no response of the API; --host takes those of other hosts",
			strings.Join(f.from, ", "))}
	}
	if err := writeTree(f.to, tree.Files, f.force); err != nil {
		return err
	}
	t.tellStandIns(tree)
	return t.printFiles(f.to, tree.Files)
}

// responses yields what is saved in a file or a directory.
func (t *tool) responses(name string) (iter.Seq2[recording.Response, error], error) {
	info, err := os.Stat(name)
	if err == nil && info.IsDir() {
		return recording.ReadSaved(os.DirFS(name)), nil
	}
	files, err := inputFiles([]string{name})
	if err != nil {
		return nil, err
	}
	t.watch(files)
	return func(yield func(recording.Response, error) bool) {
		in, err := t.openFile(files[0])
		if err != nil {
			yield(recording.Response{}, err)
			return
		}
		defer in.Close()
		recording.ReadHAR(in)(yield)
	}, nil
}

// add adds responses to a recording.
func add(
	r *recording.Recording, name string, responses iter.Seq2[recording.Response, error],
) error {
	for resp, err := range responses {
		if err != nil {
			return unrecordable(name, err)
		}
		if err := r.Add(resp); err != nil {
			return &failure{exitData, err}
		}
	}
	return nil
}

// unrecordable is the error of what can't be read to its end.
func unrecordable(name string, err error) error {
	var known *failure
	if errors.As(err, &known) {
		return err
	}
	if within := (*fs.PathError)(nil); errors.As(err, &within) {
		name, err = filepath.Join(name, within.Path), within.Err
	}
	syntax := (*json.SyntaxError)(nil)
	switch {
	case errors.As(err, &syntax):
		err = fmt.Errorf("%s: offset %d: %w, as it isn't JSON: %w",
			name, syntax.Offset, recording.ErrNotHAR, err)
	case errors.Is(err, recording.ErrNotHAR):
		err = fmt.Errorf("%s: %w; of saved responses name the directory", name, err)
	default:
		err = fmt.Errorf("%s: %w", name, err)
	}
	return &failure{exitData, err}
}

// tellLeft says what did not become a fixture, and which lists are not whole.
func (t *tool) tellLeft(tree *recording.Tree) {
	const most = 50
	var left, partial []string
	for _, l := range tree.Left {
		left = append(left, fmt.Sprintf("left out %d: %s, as in %s", l.Count, l.Reason, l.First))
	}
	for _, file := range tree.Files {
		if file.Partial {
			partial = append(partial, file.Name+" goes on: its next page was not saved")
		}
	}
	t.tell(left, most)
	t.tell(partial, most)
}

// tellStandIns says who stands in the place of whom, and which names are left.
func (t *tool) tellStandIns(tree *recording.Tree) {
	const most = 50
	var people, names []string
	for _, s := range tree.StandIns {
		people = append(people, strings.Join(s.Was, ", ")+" became "+strings.Join(s.Is, ", "))
	}
	for _, name := range tree.Stay {
		names = append(names, name+" stays, and has a name in it")
	}
	t.tell(people, most)
	t.tell(names, most)
}

// printFiles prints what was written.
func (t *tool) printFiles(to string, files []recording.File) error {
	for _, file := range files {
		objects := "an object"
		if file.List {
			objects = fmt.Sprintf("a list of %d", file.Objects)
		}
		name := filepath.Join(to, filepath.FromSlash(file.Name))
		if _, err := fmt.Fprintf(t.out, "%s: %s\n", escape(name), objects); err != nil {
			return err
		}
	}
	return nil
}
