package archtest

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// limits are the sizes that the code keeps within. Tests count for the length
// of files alone, generated code for nothing.
type limits struct {
	functionMedian int // lines
	functionP90    int
	function       int
	typeSwitch     int // lines of a function that is an exhaustive type switch
	fileLines      int
	columns        int
	wideShare      float64 // of the lines that may be wider than columns
	parameters     int
}

// exceptions names the functions that may be larger, as "dir.Name" or
// "dir.Type.Name".
type exceptions struct {
	typeSwitches []string
	parameters   []string
}

// A function is a declared function and its size.
type function struct {
	name       string // as in exceptions
	at         string // path:line
	lines      int
	parameters int
}

// functions returns the functions that people wrote, but for tests.
func functions(t *tree) []function {
	var list []function
	for _, p := range t.packages {
		for _, f := range p.code() {
			for _, d := range f.syntax.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					list = append(list, t.function(p.dir, fn))
				}
			}
		}
	}
	return list
}

func (t *tree) function(dir string, fn *ast.FuncDecl) function {
	name := dir + "." + fn.Name.Name
	if fn.Recv != nil {
		name = dir + "." + receiver(fn) + "." + fn.Name.Name
	}
	first, last := t.fset.Position(fn.Pos()).Line, t.fset.Position(fn.End()).Line
	return function{name, t.line(fn), last - first + 1, fn.Type.Params.NumFields()}
}

// receiver returns the name of the type that a method belongs to.
func receiver(fn *ast.FuncDecl) string {
	typ := fn.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.IndexListExpr:
			typ = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

// checkFunctions checks the lengths and parameters of functions.
func checkFunctions(list []function, l limits, e exceptions) []string {
	var found []string
	switches, many := setOf(e.typeSwitches), setOf(e.parameters)
	for _, fn := range list {
		allowed := l.function
		if slices.Contains(e.typeSwitches, fn.name) {
			allowed = l.typeSwitch
			if fn.lines > l.function {
				delete(switches, fn.name)
			}
		}
		if fn.lines > allowed {
			found = append(found, fmt.Sprintf("%s: %s has %d lines, %d allowed", fn.at, fn.name, fn.lines, allowed))
		}
		if fn.parameters <= l.parameters {
			continue
		}
		delete(many, fn.name)
		if !slices.Contains(e.parameters, fn.name) {
			found = append(found, fmt.Sprintf("%s: %s has %d parameters, %d allowed",
				fn.at, fn.name, fn.parameters, l.parameters))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(switches)) {
		found = append(found, name+": not needed among the exceptions for type switches")
	}
	for _, name := range slices.Sorted(maps.Keys(many)) {
		found = append(found, name+": not needed among the exceptions for parameters")
	}
	return append(found, checkSpread(list, l)...)
}

// checkSpread checks the median and the 90th percentile of function lengths.
func checkSpread(list []function, l limits) []string {
	if len(list) == 0 {
		return nil
	}
	lines := make([]int, len(list))
	for i, fn := range list {
		lines[i] = fn.lines
	}
	slices.Sort(lines)
	var found []string
	if median := lines[len(lines)/2]; median > l.functionMedian {
		found = append(found, fmt.Sprintf("functions: the median has %d lines, %d allowed", median, l.functionMedian))
	}
	if p90 := lines[len(lines)*9/10]; p90 > l.functionP90 {
		found = append(found, fmt.Sprintf("functions: one in ten has %d lines or more, %d allowed", p90, l.functionP90))
	}
	return found
}

func setOf(names []string) map[string]bool {
	set := map[string]bool{}
	for _, name := range names {
		set[name] = true
	}
	return set
}

// checkFiles checks the lengths of files, tests included.
func checkFiles(t *tree, l limits) []string {
	var found []string
	for _, p := range t.packages {
		for _, f := range p.files {
			if n := strings.Count(f.text, "\n"); n > l.fileLines && !f.generated {
				found = append(found, fmt.Sprintf("%s: %d lines, %d allowed", f.path, n, l.fileLines))
			}
		}
	}
	return found
}

// checkWidth checks that few lines are wide. Only if too many are does it name
// them.
func checkWidth(t *tree, l limits) []string {
	var wide []string
	total := 0
	for _, f := range t.code() {
		n := 0
		for line := range strings.Lines(f.text) {
			n++
			if w := width(line); w > l.columns {
				wide = append(wide, fmt.Sprintf("%s:%d: %d columns", f.path, n, w))
			}
		}
		total += n
	}
	if float64(len(wide)) <= l.wideShare*float64(total) {
		return nil
	}
	return append(wide, fmt.Sprintf("%d of %d lines are wider than %d columns, %g allowed",
		len(wide), total, l.columns, l.wideShare))
}

// width returns the columns of a line, with tabs of four.
func width(line string) int {
	line = strings.TrimSuffix(line, "\n")
	return utf8.RuneCountInString(line) + 3*strings.Count(line, "\t")
}
