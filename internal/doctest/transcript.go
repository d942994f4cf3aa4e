package doctest

import (
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// A command is a command of a console or sh block, with the output that
// follows it.
type command struct {
	line   int // in the document, from 1
	text   string
	output string
}

const prompt = "$ "

// runs matches the commands that are executed: those that run bbql, alone or
// behind a pipe, and those that show or set what the shell knows.
var runs = regexp.MustCompile(`(?:^|[|;&]\s*)(?:\w+=\S*\s+)*(?:bbql|go run \./cmd/bbql)(?:\s|$)|^(?:echo|export) `)

// transcript splits a console block into its commands. What stands before the
// first prompt belongs to none.
func transcript(b *block) (before string, list []command) {
	more := false // the command goes on
	n := b.line
	for line := range strings.Lines(b.text) {
		n++
		text, isCommand := strings.CutPrefix(line, prompt)
		switch {
		case isCommand && !more:
			list = append(list, command{line: n, text: text})
		case len(list) == 0:
			before += line
			continue
		case more:
			list[len(list)-1].text += line
		default:
			list[len(list)-1].output += line
			continue
		}
		more = strings.HasSuffix(line, "\\\n")
	}
	return before, list
}

// script splits an sh block into its commands: lines, but for comments.
func script(b *block) []command {
	var list []command
	more := false
	n := b.line
	for line := range strings.Lines(b.text) {
		n++
		switch {
		case more:
			list[len(list)-1].text += line
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
			continue
		default:
			list = append(list, command{line: n, text: line})
		}
		more = strings.HasSuffix(line, "\\\n")
	}
	return list
}

// A shell executes commands in a directory, with an environment.
type shell struct {
	dir string
	env []string
}

// A result is what a command printed, and its exit status.
type result struct {
	output string
	status int
}

// mark is what the shell prints on a line after each command, before its exit
// status.
const mark = "-- end of output, status "

// execute runs the commands in one shell, so that each sees what the ones
// before it did. Standard input is empty.
func (s shell) execute(list []command) ([]result, error) {
	var b strings.Builder
	b.WriteString("exec 2>&1\n")
	for _, c := range list {
		// A command may ask for the status of the one before it.
		fmt.Fprintf(&b, "%s\nstatus=$?; printf '\\n%s%%d\\n' $status; (exit $status)\n",
			strings.TrimSuffix(c.text, "\n"), mark)
	}
	cmd := exec.Command("sh", "-c", b.String())
	cmd.Dir, cmd.Env = s.dir, s.env
	// Not the null device, which some machines have as a file that keeps what
	// was written to it.
	cmd.Stdin = strings.NewReader("")
	out, err := cmd.Output()
	// The exit status of the shell is that of its last command.
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	rest := string(out)
	results := make([]result, len(list))
	for i, c := range list {
		output, after, ended := strings.Cut(rest, "\n"+mark)
		if !ended {
			return nil, fmt.Errorf("%s doesn't end:\n%s", strings.TrimSpace(c.text), out)
		}
		var status string
		status, rest, _ = strings.Cut(after, "\n")
		if results[i], err = newResult(output, status); err != nil {
			return nil, err
		}
	}
	return results, nil
}

// newResult takes what stands before and after a mark.
func newResult(output, status string) (result, error) {
	if output = strings.TrimSuffix(output, "\n"); output != "" {
		output += "\n"
	}
	n, err := strconv.Atoi(status)
	return result{output, n}, err
}

// checkTranscripts executes the commands of a document's console and sh
// blocks. It returns what is wrong, how many commands were run, and the text
// of the console blocks as it should be.
func checkTranscripts(d *document, sh shell) (problems []string, ran int, want map[*block]string) {
	want = map[*block]string{}
	for _, b := range d.blocks {
		c := &blockCheck{doc: d, shell: sh}
		switch b.language {
		case "console":
			want[b] = c.console(b)
		case "sh":
			c.script(b)
		}
		problems = append(problems, c.problems...)
		ran += c.ran
	}
	return problems, ran, want
}

type blockCheck struct {
	doc      *document
	shell    shell
	problems []string
	ran      int
}

func (c *blockCheck) problem(line int, format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf("%s:%d: %s", c.doc.name, line, fmt.Sprintf(format, args...)))
}

// execute runs those of the commands that are to be run, and returns their
// results by line. It reports false if that wasn't possible.
func (c *blockCheck) execute(list []command) (map[int]result, bool) {
	var run []command
	for _, cmd := range list {
		if runs.MatchString(cmd.text) {
			run = append(run, cmd)
		}
	}
	if len(run) == 0 {
		return nil, true
	}
	c.ran += len(run)
	results, err := c.shell.execute(run)
	if err != nil {
		c.problem(run[0].line, "%v", err)
		return nil, false
	}
	byLine := map[int]result{}
	for i, r := range results {
		byLine[run[i].line] = r
	}
	return byLine, true
}

// console checks a transcript and returns what it should say.
func (c *blockCheck) console(b *block) string {
	before, list := transcript(b)
	if before != "" || len(list) == 0 {
		c.problem(b.line, "a console block begins with a command, after %q", prompt)
	}
	results, ok := c.execute(list)
	if !ok {
		return b.text
	}
	want := before
	for _, cmd := range list {
		r, ran := results[cmd.line]
		switch {
		case !ran && cmd.output != "":
			c.problem(cmd.line, "this command isn't run, so its output can't be checked")
			r.output = cmd.output
		case cmd.output != r.output:
			c.problem(cmd.line, "%s prints something else (-document +real):\n%s",
				strings.TrimSpace(cmd.text), cmp.Diff(cmd.output, r.output))
		}
		want += prompt + cmd.text + r.output
	}
	return want
}

// script checks that the commands of an sh block succeed.
func (c *blockCheck) script(b *block) {
	list := script(b)
	results, _ := c.execute(list)
	for _, cmd := range list {
		if r := results[cmd.line]; r.status != 0 {
			c.problem(cmd.line, "%s ends with status %d:\n%s", strings.TrimSpace(cmd.text), r.status, r.output)
		}
	}
}
