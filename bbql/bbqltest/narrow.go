package bbqltest

import (
	"strings"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/schema"
)

// A narrowing is what a parameter beside q means (documented): a filter in which
// ? stands for its value.
type narrowing struct {
	filter string
	value  func(text string) (value any, ok bool)
}

const repositoryPath = "/repositories/{workspace}/{repo_slug}"

// narrowings are the parameters that narrow a list, by its endpoint. How the
// enumerations of pipelines are spelled in their objects is observed. Not here
// are created_on of pipelines, of which nobody knows how it compares, and status,
// which was seen to count for nothing (withcoral/coral 744).
var narrowings = map[string]map[string]narrowing{
	"/repositories":    {"after": {"created_on >= ?", instant}},
	"/user/workspaces": {"administrator": {"administrator = ?", boolean}},
	repositoryPath + "/branch-restrictions": {
		"kind":    {"kind = ?", verbatim},
		"pattern": {"pattern = ?", verbatim},
	},
	repositoryPath + "/commit/{commit}/statuses": {
		"refname": {"refname = null OR refname = ?", verbatim},
	},
	pipelines: {
		"creator.uuid": {"creator.uuid = ?", verbatim},
		"target.ref_type": {"target.ref_type = ?",
			oneOf("BRANCH branch TAG tag ANNOTATED_TAG annotated_tag")},
		"target.ref_name":         {"target.ref_name = ?", verbatim},
		"target.branch":           {`target.ref_type = "branch" AND target.ref_name = ?`, verbatim},
		"target.commit.hash":      {"target.commit.hash = ?", verbatim},
		"target.selector.pattern": {"target.selector.pattern = ?", verbatim},
		"target.selector.type": {"target.selector.type = ?", oneOf("BRANCH branches TAG tags " +
			"CUSTOM custom PULLREQUESTS pull-requests DEFAULT default")},
		"trigger_type": {"trigger.type = ?", oneOf("PUSH pipeline_trigger_push " +
			"MANUAL pipeline_trigger_manual SCHEDULED pipeline_trigger_schedule " +
			"PARENT_STEP pipeline_trigger_parent_step")},
	},
}

// narrow returns the conditions that the parameters of an endpoint set. What is no
// value of theirs is an error (assumed).
func narrow(e schema.Endpoint, ps params) ([]ast.Expr, error) {
	var conditions []ast.Expr
	for _, p := range e.Params {
		n, ok := narrowings[e.Path][p.Name]
		text := ps.last(p.Name)
		if !ok || text == "" {
			continue
		}
		value, ok := n.value(text)
		if !ok {
			return nil, badRequest("Invalid %s", p.Name)
		}
		condition, err := bbql.Bind(n.filter, value)
		if err != nil { // no text of a query, as a NUL is none
			return nil, badRequest("Invalid %s", p.Name)
		}
		conditions = append(conditions, condition)
	}
	return conditions, nil
}

func verbatim(text string) (any, bool) { return text, true }

// oneOf returns the value of an enumeration: names, each before what it is
// called in objects. The case of a name does not count (assumed).
func oneOf(pairs string) func(string) (any, bool) {
	words := strings.Fields(pairs)
	return func(text string) (any, bool) {
		for i := 0; i < len(words); i += 2 {
			if strings.EqualFold(words[i], text) {
				return words[i+1], true
			}
		}
		return nil, false
	}
}

func boolean(text string) (any, bool) {
	isTrue := strings.EqualFold(text, "true")
	return isTrue, isTrue || strings.EqualFold(text, "false")
}

func instant(text string) (any, bool) {
	t, err := ast.NewDateTime(text)
	return t, err == nil
}
