package builder_test

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"
)

// compile returns what the compiler says about an expression, nil if nothing is
// wrong. It reads the packages from their source, so that it needs no network
// and nothing that was built before.
func compile(expression string) error {
	const prelude = `package p

import (
	"time"

	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/issue"
	"github.com/bbql/go-bbql/builder/object"
	"github.com/bbql/go-bbql/builder/pullrequest"
)

var (
	now    = time.Now()
	n      = 5
	n64    = int64(5)
	text   = "text"
	texts  = []string{text}
	expr   builder.Expr
	author object.Account = pullrequest.Author
	_      = issue.Priority
)

`
	checker.Lock()
	defer checker.Unlock()
	file, err := parser.ParseFile(checker.fset, "snippet.go", prelude+"var _ = "+expression+"\n", 0)
	if err != nil {
		return err
	}
	conf := types.Config{Importer: checker.importer}
	_, err = conf.Check("p", checker.fset, []*ast.File{file}, nil)
	var failure types.Error
	if errors.As(err, &failure) {
		return errors.New(failure.Msg)
	}
	return err
}

// checker has the importer, which reads every package once.
var checker = func() *struct {
	sync.Mutex
	fset     *token.FileSet
	importer types.Importer
} {
	fset := token.NewFileSet()
	return &struct {
		sync.Mutex
		fset     *token.FileSet
		importer types.Importer
	}{fset: fset, importer: importer.ForCompiler(fset, "source", nil)}
}()

// TestWrongDoesNotCompile holds the typed fields to their promise.
func TestWrongDoesNotCompile(t *testing.T) {
	const (
		noMethod = "undefined (type "
		wrong    = "cannot use "
	)
	tests := []struct{ expression, want string }{
		{`pullrequest.State.Eq("OPNE")`, wrong + `"OPNE"`},
		{`pullrequest.State.Eq(text)`, wrong + "text"},
		{`pullrequest.State.In("OPEN", "MERGED")`, wrong + `"OPEN"`},
		{`pullrequest.State.In(texts...)`, wrong + "texts"},
		{`pullrequest.State.Eq(issue.PriorityMajor)`, wrong + "issue.PriorityMajor"},
		{`pullrequest.State.Eq(pullrequest.StateValue{"OPNE"})`, "unexported field text"},
		{`pullrequest.State.Eq(pullrequest.StateValue("OPNE"))`, "cannot convert"},
		{`pullrequest.State.Contains("OP")`, noMethod},
		{`pullrequest.State.AtLeast(pullrequest.StateOpen)`, noMethod},
		{`pullrequest.StateOpne`, "undefined: pullrequest.StateOpne"},
		{`issue.Priority.AtLeast("major")`, wrong + `"major"`},
		{`issue.Priority.Gt(issue.PriorityMajor)`, noMethod},

		{`pullrequest.ID.Contains("5")`, noMethod},
		{`pullrequest.ID.Eq("5")`, wrong + `"5"`},
		{`pullrequest.ID.Eq(n64)`, wrong + "n64"},
		{`pullrequest.ID.Eq(5.5)`, "truncated"},
		{`pullrequest.ID.Eq(nil)`, wrong + "nil"},
		{`pullrequest.ID.In(1, "2")`, wrong + `"2"`},
		{`pullrequest.ID.OnDay(now)`, noMethod},

		{`pullrequest.Draft.After(now)`, noMethod},
		{`pullrequest.Draft.Eq("true")`, wrong + `"true"`},
		{`pullrequest.Draft.Eq(1)`, wrong + "1"},
		{`pullrequest.Draft.In(true, false)`, noMethod},

		{`pullrequest.Title.After(now)`, noMethod},
		{`pullrequest.Title.Gt("a")`, noMethod},
		{`pullrequest.Title.Eq(5)`, wrong + "5"},
		{`pullrequest.Title.Like("%fix%")`, noMethod},

		{`pullrequest.CreatedOn.After("2024-01-01")`, wrong + `"2024-01-01"`},
		{`pullrequest.CreatedOn.After(n)`, wrong + "n"},
		{`pullrequest.CreatedOn.Contains("2024")`, noMethod},
		{`pullrequest.ClosedOn.After(now)`, noMethod},
		{`pullrequest.ClosedOn.IsNull()`, noMethod},

		{`pullrequest.Author.Eq("jdoe")`, noMethod},
		{`pullrequest.Author.Nickname.Eq("jdoe")`, noMethod},
		{`pullrequest.Author.Name().Eq("jdoe")`, noMethod},
		{`pullrequest.Author.UUID().Contains("{")`, noMethod},
		{`pullrequest.Source.Branch().Eq("main")`, noMethod},
		{`pullrequest.Assignee.IsNull()`, "undefined: pullrequest.Assignee"},

		{`builder.Where("state = OPEN")`, wrong + `"state = OPEN"`},
		{`builder.And(expr, true)`, wrong + "true"},
		{`builder.Where(expr).SortBy("-updated_on")`, wrong + `"-updated_on"`},
		{`builder.Where(expr).SortBy(pullrequest.UpdatedOn)`, wrong + "pullrequest.UpdatedOn"},
		{`builder.Where(expr).PageLen("50")`, wrong + `"50"`},
		{`builder.Expr{"state = OPEN"}`, "unexported field term"},
	}
	for _, test := range tests {
		t.Run(test.expression, func(t *testing.T) {
			if err := compile(test.expression); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the compiler says %v, want %s", err, test.want)
			}
		})
	}
}

// TestRightCompiles shows that what must not compile fails for the right reason.
func TestRightCompiles(t *testing.T) {
	for _, expression := range []string{
		`pullrequest.State.Eq(pullrequest.StateOpen)`,
		`pullrequest.State.In(pullrequest.StateOpen, pullrequest.StateMerged)`,
		`pullrequest.State.Eq(pullrequest.StateOf("QUEUED"))`,
		`pullrequest.State.Eq(pullrequest.StateOf(text))`,
		`pullrequest.State.NotIn([]pullrequest.StateValue{pullrequest.StateOpen}...)`,
		`issue.Priority.AtLeast(issue.PriorityMajor)`,
		`issue.Priority.Desc()`,
		`pullrequest.ID.Eq(5)`,
		`pullrequest.ID.Eq(n)`,
		`pullrequest.ID.Eq(int(n64))`,
		`pullrequest.ID.In(1, 2, n)`,
		`pullrequest.ID.Between(1, 100)`,
		`pullrequest.Source.Repository().Size().Gt(n64)`,
		`pullrequest.Draft.IsFalse()`,
		`pullrequest.Draft.Eq(n > 3)`,
		`pullrequest.Title.Contains("fix")`,
		`pullrequest.Title.In(texts...)`,
		`pullrequest.CreatedOn.After(now)`,
		`pullrequest.CreatedOn.After(now.AddDate(0, 0, -7))`,
		`pullrequest.CreatedOn.OnDay(now)`,
		`pullrequest.CreatedOn.Between(now, now.Add(time.Hour))`,
		`pullrequest.ClosedOn.Desc()`,
		`pullrequest.Author.UUID().Eq(text)`,
		`pullrequest.Author.IsNull()`,
		`author.Nickname().Eq("jdoe")`,
		`pullrequest.Reviewers.Nickname().In("jdoe", text)`,
		`pullrequest.Source.Branch().Name().Contains("feature/")`,
		`pullrequest.Source.Repository().Parent().Parent().Owner().UUID().Eq(text)`,
		`pullrequest.Source.Repository().Eq("site")`,
		`issue.Component.Eq("UI")`,
		`issue.Assignee.IsNull()`,
		`builder.Field("id").In(1, texts, nil, now)`,
		`builder.And(expr, builder.Or(expr, builder.If(n > 3, expr)))`,
		`builder.Text("new.field").Contains(text)`,
		`builder.Where(expr).And(expr, expr).SortBy(pullrequest.UpdatedOn.Desc()).PageLen(50).Fields("+values.x")`,
	} {
		t.Run(expression, func(t *testing.T) {
			if err := compile(expression); err != nil {
				t.Error(err)
			}
		})
	}
}
