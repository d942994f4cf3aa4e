package builder

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/internal/urlquery"
)

// MaxFilter is how many characters of a URL the q parameter should have at most,
// percent-encoded: here and there a server or a proxy refuses longer URLs.
const MaxFilter = urlquery.MaxFilter

// Split cuts a request whose filter is too long for a URL into several with the
// same sort key. An object meets the filter of q if and only if it meets one of
// theirs, and it may meet several; so fetch all of them and keep what has not
// come before. A request that is short enough comes back alone.
//
// The limit is on the q parameter's value, percent-encoded, in characters; 0
// means [MaxFilter]. The places to cut are the lists of IN and the chains of OR,
// also inside an AND as long as cutting one of its terms is enough. An error
// says what can't be cut, or is that of ast.Validate.
func Split(q ast.Query, limit int) ([]ast.Query, error) {
	if q.Filter == nil {
		return []ast.Query{q}, nil
	}
	if err := ast.Validate(q.Filter); err != nil {
		return nil, err
	}
	if limit == 0 {
		limit = MaxFilter
	}
	parts, err := cut(q.Filter, func(e ast.Expr) bool { return encodedLen(e) <= limit })
	if err != nil {
		return nil, fmt.Errorf("q has %d characters in a URL, and %d at most can't be had: %w",
			encodedLen(q.Filter), limit, err)
	}
	queries := make([]ast.Query, len(parts))
	for i, part := range parts {
		queries[i] = ast.Query{Filter: part, Sort: q.Sort}
	}
	return queries, nil
}

// Split is the function [Split] for a whole request: the parts have its page
// length and fields too.
func (r Request) Split(limit int) ([]Request, error) {
	q, err := r.Build()
	if err != nil {
		return nil, err
	}
	queries, err := Split(q, limit)
	if err != nil {
		return nil, err
	}
	requests := make([]Request, len(queries))
	for i, part := range queries {
		requests[i] = r
		requests[i].terms = []Expr{Parsed(part.Filter, nil)}
	}
	return requests, nil
}

func encodedLen(e ast.Expr) int { return len(urlquery.Escape(e.String())) }

// cut returns filters whose union is e and that all fit, as few as cutting from
// left to right yields. What fits also fits with less in it.
func cut(e ast.Expr, fits func(ast.Expr) bool) ([]ast.Expr, error) {
	if fits(e) {
		return []ast.Expr{e}, nil
	}
	switch e := e.(type) {
	case *ast.And:
		return cutAnd(e, fits)
	case *ast.Or:
		return cutOr(e, fits)
	case *ast.Paren:
		return cut(e.X, fits)
	case *ast.Comparison:
		if list, ok := e.Value.(*ast.List); ok && e.Op == ast.OpIn {
			return cutIn(e, list.Values, fits)
		}
	}
	return nil, fmt.Errorf("%s can't be cut", excerpt(e))
}

// cutAnd cuts the longest term that can be cut enough.
func cutAnd(and *ast.And, fits func(ast.Expr) bool) ([]ast.Expr, error) {
	var firstErr error
	for _, i := range byLength(and.Terms) {
		with := func(part ...ast.Expr) ast.Expr {
			return &ast.And{Terms: slices.Concat(and.Terms[:i], part, and.Terms[i+1:])}
		}
		if !fits(with()) { // nor does any with a longer rest
			break
		}
		parts, err := cut(and.Terms[i], func(part ast.Expr) bool { return fits(with(part)) })
		if err != nil {
			firstErr = cmp.Or(firstErr, err)
			continue
		}
		for n, part := range parts {
			parts[n] = with(part)
		}
		return parts, nil
	}
	return nil, cmp.Or(firstErr, fmt.Errorf("%s is too long in more than one part", excerpt(and)))
}

// byLength returns the indexes of terms, the one that takes the most room first.
func byLength(terms []ast.Expr) []int {
	lengths := make([]int, len(terms))
	indexes := make([]int, len(terms))
	for i, t := range terms {
		lengths[i], indexes[i] = encodedLen(t), i
		if _, single := t.(*ast.Comparison); !single {
			lengths[i] += len(urlquery.Escape("()"))
		}
	}
	slices.SortStableFunc(indexes, func(i, j int) int { return cmp.Compare(lengths[j], lengths[i]) })
	return indexes
}

// cutOr distributes the terms, after cutting those that don't fit alone.
func cutOr(or *ast.Or, fits func(ast.Expr) bool) ([]ast.Expr, error) {
	var terms []ast.Expr
	for _, t := range or.Terms {
		parts, err := cut(t, fits)
		if err != nil {
			return nil, err
		}
		terms = append(terms, parts...)
	}
	return pack(terms, func(some []ast.Expr) ast.Expr {
		if len(some) == 1 {
			return some[0]
		}
		return &ast.Or{Terms: some}
	}, fits)
}

func cutIn(in *ast.Comparison, values []ast.Value, fits func(ast.Expr) bool) ([]ast.Expr, error) {
	return pack(values, func(some []ast.Value) ast.Expr {
		return &ast.Comparison{Field: in.Field, Op: in.Op, Value: &ast.List{Values: some}}
	}, fits)
}

// pack joins as many items as fit, again and again.
func pack[T any](items []T, join func([]T) ast.Expr, fits func(ast.Expr) bool) ([]ast.Expr, error) {
	var parts []ast.Expr
	for len(items) > 0 {
		n := fitting(len(items), func(n int) bool { return fits(join(items[:n:n])) })
		if n == 0 {
			return nil, fmt.Errorf("%s can't be cut further", excerpt(join(items[:1:1])))
		}
		parts = append(parts, join(items[:n:n]))
		items = items[n:]
	}
	return parts, nil
}

// fitting returns the largest number up to limit that fits, if all smaller ones
// do. It asks about few numbers, none of which is far too large.
func fitting(limit int, fits func(int) bool) int {
	high := 1
	for high <= limit && fits(high) {
		high *= 2
	}
	low := high / 2
	high = min(high, limit+1)
	return low + sort.Search(high-low-1, func(n int) bool { return !fits(low + n + 1) })
}

// excerpt returns the text of e for a message.
func excerpt(e ast.Expr) string {
	const limit = 60
	n := 0
	text := e.String()
	for i := range text {
		if n++; n > limit {
			return "`" + text[:i] + "…`"
		}
	}
	return "`" + text + "`"
}
