package bench_test

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A language writes queries. A clause that it has no words for is "".
type language struct {
	and    string
	clause func(clause) string
}

// text returns the query in the language, or "" if it can't be said.
func (l language) text(q query) string {
	terms := make([]string, len(q))
	for i, c := range q {
		if terms[i] = l.clause(c); terms[i] == "" {
			return ""
		}
	}
	return strings.Join(terms, l.and)
}

var (
	inBBQL   = language{" AND ", bbqlClause}
	inCEL    = language{" && ", celClause}
	inExpr   = language{" && ", exprClause}
	inJQ     = language{" and ", jqClause}
	inBexpr  = language{" and ", bexprClause}
	inFexpr  = language{" && ", fexprClause}
	inPromQL = language{" and ", promClause}
	inSQL    = language{" AND ", sqlClause}
)

// literal writes a value as most languages do.
func literal(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(v)
	case []string:
		texts := make([]string, len(v))
		for i, s := range v {
			texts[i] = strconv.Quote(s)
		}
		return strings.Join(texts, ", ")
	}
	return fmt.Sprint(v)
}

// lower returns the needle of a clause in lower case, and whether it is ASCII.
func lower(c clause) (needle string, ascii bool) {
	needle = strings.ToLower(c.value.(string))
	return needle, len(needle) == utf8.RuneCountInString(needle)
}

// equations writes a list as a chain of equations.
func equations(c clause, format, or string) string {
	var terms []string
	for _, v := range c.value.([]string) {
		terms = append(terms, fmt.Sprintf(format, c.path, v))
	}
	return "(" + strings.Join(terms, or) + ")"
}

// inUTC returns an instant as the data would spell it, up to the seconds.
func inUTC(instant any) string {
	t, err := time.Parse(time.RFC3339, instant.(string))
	if err != nil {
		panic(err) // of our own making
	}
	return t.UTC().Format("2006-01-02T15:04:05")
}

func bbqlClause(c clause) string {
	switch c.op {
	case in:
		return fmt.Sprintf("%s IN (%s)", c.path, literal(c.value))
	case either:
		return equations(c, "%s = %q", " OR ")
	case after:
		return fmt.Sprintf("%s > %s", c.path, c.value)
	case null:
		return c.path + " = null"
	}
	sign := map[op]string{eq: "=", ne: "!=", contains: "~", gt: ">"}[c.op]
	return fmt.Sprintf("%s %s %s", c.path, sign, literal(c.value))
}

func celClause(c clause) string {
	path := "d." + c.path
	array, rest, _ := strings.Cut(c.path, ".")
	switch {
	case c.array && c.op == ne:
		return fmt.Sprintf("!d.%s.exists(e, e.%s == %s)", array, rest, literal(c.value))
	case c.array:
		return fmt.Sprintf("d.%s.exists(e, e.%s == %s)", array, rest, literal(c.value))
	case c.op == in:
		return fmt.Sprintf("%s in [%s]", path, literal(c.value))
	case c.op == either:
		return equations(c, "d.%s == %q", " || ")
	case c.op == gt:
		return fmt.Sprintf("%s > %.1f", path, c.value)
	case c.op == after:
		return fmt.Sprintf("timestamp(%s) > timestamp(%q)", path, c.value)
	case c.op == null:
		return path + " == null"
	case c.op == contains:
		needle, ascii := lower(c)
		if ascii {
			return fmt.Sprintf("%s.lowerAscii().contains(%q)", path, needle)
		}
		return fmt.Sprintf("%s.matches(%q)", path, "(?i)"+needle)
	}
	return fmt.Sprintf("%s == %s", path, literal(c.value))
}

func exprClause(c clause) string {
	array, rest, _ := strings.Cut(c.path, ".")
	switch {
	case c.array && c.op == ne:
		return fmt.Sprintf("none(%s, .%s == %s)", array, rest, literal(c.value))
	case c.array:
		return fmt.Sprintf("any(%s, .%s == %s)", array, rest, literal(c.value))
	case c.op == in:
		return fmt.Sprintf("%s in [%s]", c.path, literal(c.value))
	case c.op == either:
		return equations(c, "%s == %q", " || ")
	case c.op == gt:
		return fmt.Sprintf("%s > %s", c.path, literal(c.value))
	case c.op == after:
		return fmt.Sprintf("date(%s) > date(%q)", c.path, c.value)
	case c.op == null:
		return c.path + " == nil"
	case c.op == contains:
		needle, _ := lower(c)
		return fmt.Sprintf("lower(%s) contains %q", c.path, needle)
	}
	return fmt.Sprintf("%s == %s", c.path, literal(c.value))
}

func jqClause(c clause) string {
	array, rest, _ := strings.Cut(c.path, ".")
	switch {
	case c.array && c.op == ne:
		return fmt.Sprintf("(any(.%s[]; .%s == %s) | not)", array, rest, literal(c.value))
	case c.array:
		return fmt.Sprintf("any(.%s[]; .%s == %s)", array, rest, literal(c.value))
	case c.op == in:
		return fmt.Sprintf("(.%s | IN(%s))", c.path, literal(c.value))
	case c.op == either:
		return equations(c, ".%s == %q", " or ")
	case c.op == after: // as text, since its dates have no fractions
		return fmt.Sprintf(".%s > %q", c.path, inUTC(c.value))
	case c.op == gt:
		return fmt.Sprintf(".%s > %s", c.path, literal(c.value))
	case c.op == null:
		return "." + c.path + " == null"
	case c.op == contains:
		needle, ascii := lower(c)
		if ascii {
			return fmt.Sprintf("(.%s | ascii_downcase | contains(%q))", c.path, needle)
		}
		return fmt.Sprintf(`(.%s | test(%q; "i"))`, c.path, needle)
	}
	return fmt.Sprintf(".%s == %s", c.path, literal(c.value))
}

// bexprClause has no words for an order.
func bexprClause(c clause) string {
	array, rest, _ := strings.Cut(c.path, ".")
	switch {
	case c.array && c.op == ne:
		return fmt.Sprintf("not any %s as e { e.%s == %s }", array, rest, literal(c.value))
	case c.array:
		return fmt.Sprintf("any %s as e { e.%s == %s }", array, rest, literal(c.value))
	case c.op == in, c.op == either:
		return equations(c, "%s == %q", " or ")
	case c.op == gt, c.op == after:
		return ""
	case c.op == null:
		return c.path + " is nil"
	case c.op == contains:
		return fmt.Sprintf("%s matches %q", c.path, "(?i)"+c.value.(string))
	}
	return fmt.Sprintf("%s == %s", c.path, literal(c.value))
}

// fexprClause is only parsed: fexpr has no evaluator.
func fexprClause(c clause) string {
	switch c.op {
	case either:
		return equations(c, "%s = %q", " || ")
	case after:
		return fmt.Sprintf("%s > %s", c.path, literal(c.value))
	case eq:
	default:
		return ""
	}
	return fmt.Sprintf("%s = %s", c.path, literal(c.value))
}

// promClause is only parsed. PromQL compares strings in selectors.
func promClause(c clause) string {
	if c.op != eq {
		return ""
	}
	return fmt.Sprintf("%s{is=%q}", strings.ReplaceAll(c.path, ".", ":"), fmt.Sprint(c.value))
}

// sqlClause writes SQL over columns of structs.
func sqlClause(c clause) string {
	array, rest, _ := strings.Cut(c.path, ".")
	text := "?"
	switch {
	case c.array && c.op == eq:
		text = fmt.Sprintf("list_contains([e.%s for e in %s], %s)", rest, array, literal(c.value))
	case c.op == either:
		text = equations(c, "%s = %q", " OR ")
	case c.op == after:
		text = fmt.Sprintf("%s > TIMESTAMP %q", c.path, inUTC(c.value))
	case c.op == eq:
		text = fmt.Sprintf("%s = %s", c.path, literal(c.value))
	}
	return strings.ReplaceAll(text, `"`, "'")
}
