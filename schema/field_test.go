package schema_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/schema"
)

// field returns the field at a path.
func field(t *testing.T, r schema.Resource, path ast.Path) schema.Field {
	t.Helper()
	f, ok := r.Field(path)
	if !ok || f.Path != path {
		t.Fatalf("%s has no field %s", r, path)
	}
	return f
}

func TestField(t *testing.T) {
	tests := []struct {
		resource schema.Resource
		path     ast.Path
		want     ast.FieldType
	}{
		{schema.PullRequest, "title", ast.FieldType{Kind: ast.KindString}},
		{schema.PullRequest, "id", ast.FieldType{Kind: ast.KindNumber}},
		{schema.PullRequest, "draft", ast.FieldType{Kind: ast.KindBool}},
		{schema.PullRequest, "created_on", ast.FieldType{Kind: ast.KindDateTime}},
		{schema.PullRequest, "author", ast.FieldType{Kind: ast.KindObject}},
		{schema.PullRequest, "author.nickname", ast.FieldType{Kind: ast.KindString}},
		{schema.PullRequest, "author.username", ast.FieldType{Kind: ast.KindString}},
		{schema.PullRequest, "reviewers", ast.FieldType{Kind: ast.KindObject, Array: true}},
		{schema.PullRequest, "reviewers.uuid", ast.FieldType{Kind: ast.KindString, Array: true}},
		{schema.PullRequest, "links.self.href", ast.FieldType{Kind: ast.KindString}},
		{schema.PullRequest, "rendered.title.raw", ast.FieldType{Kind: ast.KindString}},
		{schema.PullRequest, "source.branch.merge_strategies", ast.FieldType{
			Kind: ast.KindString, Array: true,
			Enum: strings.Fields("merge_commit squash fast_forward squash_fast_forward " +
				"rebase_fast_forward rebase_merge"),
		}},
		{schema.Issue, "component", ast.FieldType{Kind: ast.KindObject, Key: "name"}},
		{schema.Issue, "milestone.name", ast.FieldType{Kind: ast.KindString}},
		{"issue_change", "changes.state.new", ast.FieldType{Kind: ast.KindString}},
		{"branch", "name", ast.FieldType{Kind: ast.KindString, Natural: true}},
		{"tag", "name", ast.FieldType{Kind: ast.KindString, Natural: true}},
		{"ref", "name", ast.FieldType{Kind: ast.KindString, Natural: true}},
		{"ref", "target.date", ast.FieldType{Kind: ast.KindDateTime}},
		{"ref", "tagger.raw", ast.FieldType{Kind: ast.KindString}},
		{schema.Repository, "mainbranch.name", ast.FieldType{Kind: ast.KindString}},
		{"treeentry", "size", ast.FieldType{Kind: ast.KindNumber}},
		{"workspace_membership", "user.email", ast.FieldType{Kind: ast.KindString}},
		{"workspace_membership", "permission", ast.FieldType{
			Kind: ast.KindString, Enum: []string{"owner", "collaborator", "member"},
		}},
		{"commit", "author.user.nickname", ast.FieldType{Kind: ast.KindString}},
		{"pipeline", "state.result.name", ast.FieldType{
			Kind: ast.KindString, Enum: []string{"ERROR", "FAILED", "STOPPED", "EXPIRED", "SUCCESSFUL"},
		}},
	}
	for _, test := range tests {
		got := field(t, test.resource, test.path).Type
		slices.Sort(got.Enum)
		slices.Sort(test.want.Enum)
		if !equal(got, test.want) {
			t.Errorf("%s.%s is %+v, want %+v", test.resource, test.path, got, test.want)
		}
		if typ, ok := test.resource.Types(test.path); !ok || typ.Kind != got.Kind {
			t.Errorf("Types(%s) = %+v, %t", test.path, typ, ok)
		}
	}
}

func equal(a, b ast.FieldType) bool {
	return a.Kind == b.Kind && a.Array == b.Array && a.Ordered == b.Ordered && a.Key == b.Key &&
		a.Natural == b.Natural && slices.Equal(a.Enum, b.Enum)
}

func TestNoField(t *testing.T) {
	for _, path := range []ast.Path{
		"", ".", "nope", "author.", ".author", "author..nickname", "title.raw", "values.title",
		"author.nickname.x", "Title", "participants.uuid", "*", "participants.*",
	} {
		if f, ok := schema.PullRequest.Field(path); ok {
			t.Errorf("%q is %+v", path, f)
		}
		if typ, ok := schema.PullRequest.Types(path); ok {
			t.Errorf("%q is a %s", path, typ.Kind)
		}
	}
	if _, ok := schema.Resource("nothing").Field("title"); ok {
		t.Error("a resource that there isn't has a field")
	}
}

// TestCircles walks in circles, which is as deep as anybody asks for.
func TestCircles(t *testing.T) {
	path := ast.Path(strings.Repeat("parent.", 5000) + "owner.nickname")
	if f := field(t, schema.Repository, path); f.Type.Kind != ast.KindString {
		t.Errorf("parent.parent… is a %s", f.Type.Kind)
	}
	path = ast.Path(strings.Repeat("parents.", 40) + "hash")
	if f := field(t, "commit", path); !f.Type.Array {
		t.Error("a hash of parents is no array")
	}
}

// TestEnums holds the enumerations to their order: only that of priorities and
// permissions is one that > and < compare (rule M8).
func TestEnums(t *testing.T) {
	for _, r := range readTable(t, "testdata/enums.txt") {
		f := field(t, schema.Resource(r.words[0]), ast.Path(r.words[1]))
		if got := strings.ReplaceAll(strings.Join(f.Type.Enum, ","), " ", "_"); got != r.words[3] {
			t.Errorf("%s.%s: %s, want %s", r.words[0], r.words[1], got, r.words[3])
		}
		if f.Type.Ordered != (r.words[2] == "ordered") {
			t.Errorf("%s.%s: ordered %t", r.words[0], r.words[1], f.Type.Ordered)
		}
	}
}

func TestOnlyPrioritiesAndPermissionsAreOrdered(t *testing.T) {
	for r := range schema.Resources() {
		for f := range r.Fields("") {
			if f.Type.Ordered && f.Path != "priority" && f.Path != "permission" {
				t.Errorf("%s.%s is ordered", r, f.Path)
			}
		}
	}
}

func TestFacts(t *testing.T) {
	const u, h, i, x = schema.Unknown, schema.Honoured, schema.Ignored, schema.Rejected
	const asm, obs, doc = schema.Assumed, schema.Observed, schema.Documented
	tests := []struct {
		resource     schema.Resource
		path         ast.Path
		filter, sort schema.Verdict
		certainty    schema.Certainty // of the filter
	}{
		{schema.PullRequest, "state", h, u, doc},
		{schema.PullRequest, "source.branch.name", h, u, obs},
		{schema.PullRequest, "updated_on", h, h, obs},
		{schema.PullRequest, "closed_on", x, u, obs},
		{schema.PullRequest, "participants.role", x, u, obs},
		{schema.PullRequest, "participants.user.uuid", x, u, obs},
		{schema.PullRequest, "participants", u, u, asm},
		{schema.PullRequest, "reviewers.username", x, u, obs},
		{schema.PullRequest, "author.username", u, u, asm},
		{schema.PullRequest, "comment_count", u, u, asm},
		{"pullrequest_comment", "pullrequest.closed_on", u, u, asm},
		{schema.Issue, "component", h, u, doc},
		{"branch", "target.date", u, h, asm},
		{"commit", "author.raw", i, i, obs},
		{"pipeline", "created_on", i, h, asm},
		{"pipeline", "target.ref_name", i, x, asm},
		{"deployment", "state.name", i, x, obs},
	}
	for _, test := range tests {
		f := field(t, test.resource, test.path)
		if f.Filter.Verdict != test.filter || f.Sort.Verdict != test.sort || f.Filter.Certainty != test.certainty {
			t.Errorf("%s.%s: filter %+v, sort %+v", test.resource, test.path, f.Filter, f.Sort)
		}
	}
}

func TestUsernameIsDeprecatedEverywhere(t *testing.T) {
	for _, path := range []ast.Path{"author.username", "reviewers.username", "source.repository.owner.username"} {
		f := field(t, schema.PullRequest, path)
		if !f.Deprecated || len(f.Notes) == 0 {
			t.Errorf("%s: deprecated %t, notes %v", path, f.Deprecated, f.Notes)
		}
	}
	if field(t, schema.PullRequest, "author.nickname").Deprecated {
		t.Error("nickname is deprecated")
	}
}

// TestNaturalOrderIsThatOfLists: it is the lists of refs that sort names
// naturally, not every list with a branch in it (rule O4).
func TestNaturalOrderIsThatOfLists(t *testing.T) {
	if field(t, schema.Repository, "mainbranch.name").Type.Natural {
		t.Error("mainbranch.name sorts naturally")
	}
}
