package lint_test

import (
	"fmt"
	"testing"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/lint"
	"github.com/bbql/go-bbql/schema"
)

const typical = `state = "OPEN" AND (author.nickname = "jdoe" OR reviewers.nickname = "jdoe") ` +
	`AND updated_on > 2025-11-11T00:00:00+01:00 AND title !~ "WIP"`

func BenchmarkCheck(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lint.Check(typical, lint.Options{Resource: schema.PullRequest})
	}
}

func BenchmarkSimplify(b *testing.B) {
	e := bbql.MustParse(typical)
	b.ReportAllocs()
	for b.Loop() {
		lint.Simplify(e, schema.PullRequest.Types)
	}
}

func BenchmarkCheckMany(b *testing.B) {
	queries := make([]string, 10_000)
	for i := range queries {
		queries[i] = fmt.Sprintf(`state = "OPEN" AND id > %d AND title ~ "x%d"`, i, i)
	}
	for b.Loop() {
		for _, q := range queries {
			lint.Check(q, lint.Options{Resource: schema.PullRequest})
		}
	}
}
