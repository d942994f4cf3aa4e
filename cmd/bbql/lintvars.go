package main

import (
	"bytes"
	"regexp"
	"strings"
)

// variables are those of a program that are known to hold the beginning of a URL,
// where a line can be sure of it: in the block that sets them and in those in it.
type variables struct {
	list  []binding
	names map[string]int // the innermost of a name
	wall  int            // the innermost beginning of a function
	inner bool           // whether the line may have variables of its own
}

// A binding is a variable in a block, or, without a name, the beginning of a function.
type binding struct {
	name   string
	indent int      // of the block
	value  codeText // empty if it is not known
	outer  int      // the one of the name around it, or the wall; -1 if there is none
}

var (
	// opensBlock is the end of a line that begins a block.
	opensBlock = regexp.MustCompile(`(?:[{:]|=>|\bdo(?: *\|.*\|)?)\s*$`)

	// opensFunction is a line in which a function may begin.
	opensFunction = regexp.MustCompile(`\b(?:def|func|function|fn|fun|sub|class)\b`)

	// ownVariables is what a part of a line begins with that has variables of its own.
	ownVariables = regexp.MustCompile(`=>|\s->|\b(?:lambda|func|function|fn|fun|for|catch)\b`)

	// isBranch is a line in which no variable begins but by an assignment.
	isBranch = regexp.MustCompile(`^[\s})]*(?:else\b|if\b|elif\b|elsif\b|elseif\b|while\b|try\b|switch\b|unless\b)`)

	// targetOf is what stands before the sign of an assignment, if that is a statement.
	targetOf = regexp.MustCompile(`^[ \t]*(?:[A-Za-z_][\w<>\[\]. ]*[ \t])?([$@]?[A-Za-z_][\w.]*)(?:: *[\w.<>\[\]| ]+)?[ \t]*$`)

	// noStatement are words behind which an assignment is not always made.
	noStatement = regexp.MustCompile(`\b(?:else|if|do|then|for|while|return|and|or)\b`)

	// rebinds is what gives names another value without the sign of an assignment.
	rebinds = regexp.MustCompile(`\bfor\b.*?\b(?:in|of)\b|\bas +\w+|\b(?:del|global|nonlocal) .*`)

	identifier = regexp.MustCompile(`[$@]?[A-Za-z_][\w.]*`)
)

// begin takes notice of a line, with so many blanks before it.
func (v *variables) begin(line string, indent int) {
	for len(v.list) > 0 && v.list[len(v.list)-1].indent > indent {
		v.leave()
	}
	v.forget(rebinds.FindString(line))
	if v.inner = ownVariables.MatchString(line); opens(line) {
		v.list = append(v.list, binding{indent: indent + 1, outer: v.wall})
		v.wall = len(v.list)
	}
}

// opens reports whether a line begins a block with variables of its own.
func opens(line string) bool {
	return opensFunction.MatchString(line) || opensBlock.MatchString(line) && !isBranch.MatchString(line)
}

// leave leaves the innermost variable. What it held is not known outside of its
// block, if there is such a variable there.
func (v *variables) leave() {
	last := v.list[len(v.list)-1]
	v.list = v.list[:len(v.list)-1]
	switch {
	case last.name == "":
		v.wall = last.outer
	case last.outer < 0:
		delete(v.names, last.name)
	default:
		v.names[last.name] = last.outer
		v.list[last.outer].value = codeText{}
	}
}

// set says what a variable holds.
func (v *variables) set(name string, indent int, value codeText) {
	i, ok := v.names[name]
	if ok && i >= v.wall && v.list[i].indent == indent {
		v.list[i].value = value
		return
	}
	if !ok || i < v.wall {
		i = -1
	}
	if v.names == nil {
		v.names = map[string]int{}
	}
	v.names[name] = len(v.list)
	v.list = append(v.list, binding{name, indent, value, i})
}

// forget says that it is not known what the variables hold whose names are in a text.
func (v *variables) forget(text string) {
	for _, name := range identifier.FindAllString(text, -1) {
		if i, ok := v.names[name]; ok {
			v.list[i].value = codeText{}
		}
	}
}

// value returns what a name stands for: as it is, if that is not known.
func (v *variables) value(x codeText) codeText {
	i, ok := v.names[x.name]
	hidden := ok && (v.inner || i < v.wall) && x.name != strings.ToUpper(x.name)
	if !ok || hidden || len(v.list[i].value.text) == 0 {
		return x
	}
	return v.list[i].value.path()
}

// assignment reads what is assigned to a name, if anything is.
func (c *codeReader) assignment(name string, start int) {
	end := c.i
	c.i += len(c.text[c.i:]) - len(strings.TrimLeft(c.text[c.i:], " \t"))
	op := c.assigns()
	if op == "" || c.depth == deepest {
		c.i = end
		return
	}
	head := c.head(start)
	c.i += len(op)
	c.space()
	c.depth++
	x, ok := c.chain()
	c.depth--
	m := targetOf.FindStringSubmatch(head)
	if m == nil || noStatement.MatchString(head) {
		c.vars.forget(head + name)
		return
	}
	if before := c.vars.value(codeText{name: m[1]}); op != c.joins+"=" {
		c.set(m[1], head, x, ok)
	} else if before.own > 0 && ok {
		x = before.with(x)
		c.set(m[1], head, c.keep(x), true)
	}
}

// assigns returns the sign of an assignment that is next, or "".
func (c *codeReader) assigns() string {
	rest := c.text[c.i:]
	switch {
	case strings.HasPrefix(rest, ":="):
		return ":="
	case c.joins != "" && strings.HasPrefix(rest, c.joins+"="):
		return c.joins + "="
	case strings.HasPrefix(rest, "=") && (len(rest) == 1 || strings.IndexByte("=>~", rest[1]) < 0):
		return "="
	}
	return ""
}

// longestHead is how many bytes are before the sign of a statement at most.
const longestHead = 300

// head returns what is in the line up to here, if that began before a place.
func (c *codeReader) head(start int) string {
	line := max(0, c.line)
	if line > start || start-line >= longestHead {
		return ""
	}
	return c.text[line:c.i]
}

// set says that a variable has been set, in a statement with something before. Behind
// one that adds parameters the path is what it was.
func (c *codeReader) set(name, head string, x codeText, ok bool) {
	ok = ok && c.endsStatement()
	path := x.path()
	if ok && x.own > 0 && bytes.Equal(c.vars.value(codeText{name: name}).text, path.text) {
		return
	}
	if !ok || !x.literal || len(path.text) > longestBefore {
		path = codeText{}
	}
	path.own = 0
	c.vars.set(name, len(head)-len(strings.TrimLeft(head, " \t")), path)
}

// endsStatement reports whether there is nothing more in the line.
func (c *codeReader) endsStatement() bool {
	rest := strings.TrimLeft(c.text[c.i:], " \t\r")
	return rest == "" || strings.IndexByte("\n;}%", rest[0]) >= 0 || c.commentLen(rest) > 0
}
