package bbql_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
)

const fourClauses = `(state = "OPEN" OR state = "MERGED") AND reviewers.nickname = "jdoe" ` +
	`AND updated_on > 2025-11-11T00:00:00-07:00`

// chain returns n comparisons joined by OR.
func chain(n int) string {
	return strings.TrimSuffix(strings.Repeat(`state = "OPEN" OR `, n), " OR ")
}

// BenchmarkParse shows that time grows linearly with the number of terms: the
// time per term is a metric of its own.
func BenchmarkParse(b *testing.B) {
	b.Run("clauses=4", func(b *testing.B) { benchmarkParse(b, fourClauses, 4) })
	for _, n := range []int{1, 10, 100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("terms=%d", n), func(b *testing.B) { benchmarkParse(b, chain(n), n) })
	}
}

// BenchmarkParseString does the same for the length of a string, half of it
// escapes.
func BenchmarkParseString(b *testing.B) {
	for _, n := range []int{1 << 10, 32 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("bytes=%d", n), func(b *testing.B) {
			benchmarkParse(b, `a = "`+strings.Repeat(`\"x`, n/3)+`"`, n)
		})
	}
}

// BenchmarkParseError does the same for a text with an error at its end.
func BenchmarkParseError(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprintf("terms=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			text := chain(n) + " OR state = OPEN"
			for b.Loop() {
				if _, err := bbql.Parse(text, raised...); err == nil {
					b.Fatal("no error")
				}
			}
			perTerm(b, n)
		})
	}
}

func benchmarkParse(b *testing.B, text string, n int) {
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := bbql.Parse(text, raised...); err != nil {
			b.Fatal(err)
		}
	}
	perTerm(b, n)
}

// perTerm reports the time for one of n parts.
func perTerm(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/part")
}

func BenchmarkFormat(b *testing.B) {
	e := bbql.MustParse(fourClauses)
	b.ReportAllocs()
	for b.Loop() {
		bbql.Format(e)
	}
}

func BenchmarkEncodeQuery(b *testing.B) {
	q := ast.Query{Filter: bbql.MustParse(fourClauses), Sort: &ast.SortKey{Field: "updated_on", Desc: true}}
	b.ReportAllocs()
	for b.Loop() {
		bbql.EncodeQuery(q)
	}
}
