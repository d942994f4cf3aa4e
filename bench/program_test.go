package bench_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A program counts the objects of an NDJSON file on the command line.
type program struct {
	name string
	args func(q query, path string) []string
}

// installed are the programs that people have, or not.
var installed = []program{
	{"jq", jqArgs},
	{"gojq", jqArgs},
	{"duckdb", func(q query, path string) []string {
		return []string{"-noheader", "-list", "-c", duckSQL(q, path)}
	}},
}

func jqArgs(q query, path string) []string {
	text := "reduce (inputs | select(" + inJQ.text(q) + ")) as $_ (0; . + 1)"
	return []string{"-n", text, path}
}

// duckSQL gives DuckDB the types of the columns that it needs, which is the
// fastest way to have it read JSON.
func duckSQL(q query, path string) string {
	return fmt.Sprintf(`SET threads = 1; SELECT count(*)
		FROM read_json('%s', format = 'newline_delimited', columns = {
			state: 'VARCHAR', draft: 'BOOLEAN', author: 'STRUCT(nickname VARCHAR)',
			destination: 'STRUCT(branch STRUCT(name VARCHAR))',
			reviewers: 'STRUCT(nickname VARCHAR)[]', updated_on: 'TIMESTAMP'})
		WHERE %s;`, path, inSQL.text(q))
}

// programs returns the contestants that are programs, ours first.
func programs() []counter {
	list := []counter{command("fast"), command("whole"), command("strict")}
	for _, p := range installed {
		list = append(list, counter{p.name, p.count})
	}
	return list
}

// command returns our own program as a contestant that looks so closely.
func command(check string) counter {
	return counter{"bbql " + check, func(tb testing.TB, q query) func(string) (int, error) {
		command := buildCommand(tb)
		return func(path string) (int, error) {
			return run(command, "eval", "--count", "--check", check, "--threads", "1",
				inBBQL.text(q), path)
		}
	}}
}

func (p program) count(tb testing.TB, q query) func(string) (int, error) {
	command, err := exec.LookPath(p.name)
	if err != nil {
		tb.Skip(p.name + " is not installed")
	}
	return func(path string) (int, error) { return run(command, p.args(q, path)...) }
}

// run runs a command on one processor, and returns the number that it prints.
func run(command string, args ...string) (int, error) {
	cmd := exec.Command(command, args...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	out, err := cmd.Output()
	if err != nil {
		return 0, fmt.Errorf("%s: %w", filepath.Base(command), err)
	}
	return strconv.Atoi(strings.TrimSpace(string(out)))
}

// buildCommand builds the bbql command of this repository.
func buildCommand(tb testing.TB) string {
	command := filepath.Join(tb.TempDir(), "bbql")
	cmd := exec.Command("go", "build", "-o", command, "./cmd/bbql")
	cmd.Dir = ".."
	cmd.Env = append(os.Environ(), "GOWORK=")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Skipf("the bbql command does not build: %v\n%s", err, out)
	}
	return command
}
