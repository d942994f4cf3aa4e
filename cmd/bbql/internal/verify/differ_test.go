package verify

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/ast"
)

func astPath(path string) ast.Path { return ast.Path(path) }

// replace returns a rewriting by a regular expression.
func replace(pattern, with string) func(string) string {
	re := regexp.MustCompile(pattern)
	return func(q string) string { return re.ReplaceAllString(q, with) }
}

var dayAlone = regexp.MustCompile(`^created_on (=|>|<=) (\d{4}-\d\d-\d\d)$`)

// wholeDays reads a date alone as the whole day.
func wholeDays(q string) string {
	m := dayAlone.FindStringSubmatch(q)
	if m == nil {
		return q
	}
	day, err := time.Parse(time.DateOnly, m[2])
	if err != nil {
		panic(err)
	}
	next := day.AddDate(0, 0, 1).Format(time.DateOnly)
	switch m[1] {
	case ">":
		return "created_on >= " + next
	case "<=":
		return "created_on < " + next
	}
	return "created_on >= " + m[2] + " AND created_on < " + next
}

// leftToRight reads AND and OR without precedence.
func leftToRight(q string) string {
	if strings.Contains(q, "(") {
		return q
	}
	q = replace(`^(.+) OR (.+) AND (.+)$`, "($1 OR $2) AND $3")(q)
	return q
}

// orTighter reads OR as binding tighter than AND.
func orTighter(q string) string {
	if strings.Contains(q, "(") {
		return q
	}
	return replace(`^(.+) AND (.+) OR (.+)$`, "$1 AND ($2 OR $3)")(q)
}

// byTitle selects by a test of the title and the text after an operator.
func byTitle(op string, holds func(title, text string) bool) func(string) func(map[string]any) bool {
	return func(q string) func(map[string]any) bool {
		text, ok := quoted(q, "title "+op)
		if !ok || text == "" {
			return nil
		}
		return func(o map[string]any) bool { return holds(first(o, "title"), text) }
	}
}

// byReviewer selects by a test of the nicknames of the reviewers and the one
// that is compared with.
func byReviewer(op string, holds func(all []string, who string) bool) func(string) func(map[string]any) bool {
	return func(q string) func(map[string]any) bool {
		clause, _, _ := strings.Cut(q, " AND ")
		who, ok := quoted(clause, "reviewers.nickname "+op)
		if !ok {
			return nil
		}
		return func(o map[string]any) bool { return holds(nicknames(o), who) }
	}
}

// nicknames returns one for each reviewer, "" for those who have none.
func nicknames(o map[string]any) []string {
	var all []string
	reviewers, _ := o["reviewers"].([]any)
	for _, r := range reviewers {
		all = append(all, first(r.(map[string]any), "nickname"))
	}
	return all
}

// oneReviewer selects what one reviewer satisfies alone.
func oneReviewer(q string) func(map[string]any) bool {
	left, right, ok := strings.Cut(q, " AND reviewers.uuid")
	if !ok {
		return nil
	}
	who, _ := quoted(left, "reviewers.nickname =")
	uuid, _ := quoted("reviewers.uuid"+right, "reviewers.uuid =")
	return func(o map[string]any) bool {
		names, uuids := texts(o, "reviewers.nickname"), texts(o, "reviewers.uuid")
		return slices.Contains(names, who) && slices.Index(names, who) == slices.Index(uuids, uuid)
	}
}

// byText orders by a text, for one sort key only.
func byText(key string, text func(o map[string]any) string) func(string) func(a, b map[string]any) int {
	return func(asked string) func(a, b map[string]any) int {
		field, descending := strings.CutPrefix(asked, "-")
		if field != key {
			return nil
		}
		return func(a, b map[string]any) int {
			if descending {
				a, b = b, a
			}
			return strings.Compare(text(a), text(b))
		}
	}
}

func member(path string) func(map[string]any) string {
	return func(o map[string]any) string { return first(o, path) }
}

// nullsFirst moves objects without a key to the front, and with a descending key
// to the end.
func nullsFirst(key string) func(a, b map[string]any) int {
	field, descending := strings.CutPrefix(key, "-")
	rank := func(o map[string]any) int {
		if (len(present(o, astPath(field))) == 0) == descending {
			return 1
		}
		return 0
	}
	return func(a, b map[string]any) int { return rank(a) - rank(b) }
}

// TestDeviations lets the tool find what a server does otherwise, and blame the
// rule. The rules that follow from the same deviation are named too.
func TestDeviations(t *testing.T) {
	tests := map[string]struct {
		deviation
		want []string
	}{
		"nothing":            {deviation{}, nil},
		"keywords have case": {deviation{refuses: func(q string) bool { return strings.Contains(q, "aNd") }}, []string{"Y2"}},
		"left to right":      {deviation{rewrite: leftToRight}, []string{"Y3"}},
		"OR binds tighter":   {deviation{rewrite: orTighter}, []string{"Y3"}},
		"words behind numbers": {
			deviation{rewrite: replace(`0AND`, "0 AND")}, []string{"Y4"},
		},
		"no tabs":             {deviation{refuses: func(q string) bool { return strings.Contains(q, "\t") }}, []string{"Y4"}},
		"raw backslashes":     {deviation{rewrite: replace(`~ "\\\\"`, `~ "\\\\\\\\"`)}, []string{"Y6"}},
		"unknown escapes":     {deviation{rewrite: replace(`"\\d"`, `"d"`)}, []string{"Y6"}},
		"no line breaks":      {deviation{refuses: func(q string) bool { return strings.Contains(q, "a\n") }}, []string{"Y6"}},
		"exponents":           {deviation{rewrite: replace(`1e0`, "1")}, []string{"Y8"}},
		"empty lists":         {deviation{rewrite: replace(`IN \(\)`, "< 0")}, []string{"Y10"}},
		"null in lists":       {deviation{rewrite: replace(`, null\)`, ")")}, []string{"Y10"}},
		"no mixed lists":      {deviation{refuses: func(q string) bool { return strings.Contains(q, `, "x")`) }}, []string{"Y10"}},
		"all elements for =":  {deviation{selects: byReviewer("=", allAre)}, []string{"M1", "M14"}},
		"null is never !=":    {deviation{rewrite: replace(`(\S+) != (".*")$`, "$1 != $2 AND $1 != null")}, []string{"M2"}},
		"null is never !~":    {deviation{rewrite: replace(`(closed_by\S+) !~ (".*")$`, "$1 !~ $2 AND $1 != null")}, []string{"M2"}},
		"null is not NOT IN":  {deviation{rewrite: replace(`(closed_by\S+) NOT IN (.*)$`, "$1 NOT IN $2 AND $1 != null")}, []string{"M2"}},
		"some element for !=": {deviation{selects: byReviewer("!=", someIsNot)}, []string{"M2"}},
		"null parents":        {deviation{rewrite: replace(`(\w+)\.nickname = null`, "$0 AND $1 != null")}, []string{"M3"}},
		"= ignores case":      {deviation{selects: byTitle("=", strings.EqualFold)}, []string{"M4"}},
		"~ minds case":        {deviation{selects: byTitle("~", strings.Contains)}, []string{"M5"}},
		"~ of digits":         {deviation{rewrite: replace(`id ~ "(\d+)"`, "id = $1")}, []string{"M5"}},
		"whole days":          {deviation{rewrite: wholeDays}, []string{"M7"}},
		"no quoted dates":     {deviation{refuses: regexp.MustCompile(`created_on > "`).MatchString}, []string{"M7"}},
		"priorities as texts": {deviation{selects: priorities}, []string{"M8"}},
		"no order of texts":   {deviation{refuses: regexp.MustCompile(`title >= "`).MatchString}, []string{"M8"}},
		"quoted numbers":      {deviation{rewrite: replace(`id = "(\d+)"`, "id = $1")}, []string{"M9"}},
		"order of booleans":   {deviation{rewrite: replace(`draft > false`, "draft = true")}, []string{"M10"}},
		"objects are no text": {deviation{refuses: func(q string) bool { return strings.HasPrefix(q, "project = ") }}, []string{"M11"}},
		"one element for all": {deviation{selects: oneReviewer}, []string{"M14"}},
		"nulls first":         {deviation{order: nullsFirst}, []string{"O1"}},
		"titles without case": {deviation{order: byText("title", func(o map[string]any) string {
			return strings.ToLower(first(o, "title"))
		})}, []string{"O2"}},
		"priority by letters": {deviation{order: byText("priority", member("priority"))}, []string{"O2"}},
		"true before false":   {deviation{sort: replace(`^draft$`, "-draft")}, []string{"O2"}},
		"last of an array": {deviation{order: byText("reviewers.nickname", func(o map[string]any) string {
			all := texts(o, "reviewers.nickname")
			return all[len(all)-1]
		})}, []string{"O3"}},
		"objects by uuid": {deviation{order: byText("project", func(o map[string]any) string {
			return cmp.Or(first(o, "project.uuid"), "~") // null comes last
		})}, []string{"O3"}},
		"names by letters": {deviation{order: byText("name", member("name"))}, []string{"O4"}},
		"no order at all":  {deviation{sort: func(string) string { return "" }}, []string{"O1", "O2", "O3", "O4"}},
		"the other way round": {
			deviation{sort: func(key string) string {
				if rest, ok := strings.CutPrefix(key, "-"); ok {
					return rest
				}
				return "-" + key
			}},
			[]string{"O1", "O2", "O3", "O4"},
		},
	}
	inner := lean(t)
	for _, name := range sortedKeys(tests) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := run(t, newRunner(t, differ(inner, tests[name].deviation)))
			if got := rules(report, Disagree); !slices.Equal(got, tests[name].want) {
				t.Errorf("the rules %v disagree, want %v", got, tests[name].want)
			}
			if failed := rules(report, Failed); failed != nil {
				t.Errorf("the rules %v failed", failed)
			}
			for _, rule := range report.Rules {
				if rule.Verdict == Disagree && len(tests[name].want) == 1 && !namesReading(rule) {
					t.Errorf("no reading is named that the answers about %s fit", rule.Rule.Rule)
				}
			}
		})
	}
}

// namesReading reports whether what a server does otherwise was recognised.
func namesReading(rule *RuleReport) bool {
	return slices.ContainsFunc(rule.Results, func(r *Result) bool { return r.AsIf != "" })
}

func allAre(all []string, who string) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(s string) bool { return s != who })
}

func someIsNot(all []string, who string) bool {
	return slices.ContainsFunc(all, func(s string) bool { return s != who })
}

// priorities compares them as texts.
func priorities(q string) func(map[string]any) bool {
	if text, ok := quoted(q, "priority >"); ok {
		return func(o map[string]any) bool { return first(o, "priority") > text }
	}
	if text, ok := quoted(q, "priority <="); ok {
		return func(o map[string]any) bool { return first(o, "priority") <= text }
	}
	return nil
}
