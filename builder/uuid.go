package builder

import (
	"fmt"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// A UUID is a field that holds the uuid of an object. Bitbucket writes uuids in
// lower case and in braces, and compares them as text; the methods take them
// with or without braces and in any case. What is no uuid, such as an empty
// string, is an error when built.
type UUID string

// Eq returns field = "{id}".
func (f UUID) Eq(id string) Expr { return f.compare(ast.OpEq, id) }

// Ne returns field != "{id}", the complement of Eq: it also holds where the
// field is null or missing.
func (f UUID) Ne(id string) Expr { return f.compare(ast.OpNe, id) }

// In returns field IN (…). No value at all is an error when built.
func (f UUID) In(ids ...string) Expr { return f.member(ast.OpIn, ids) }

// NotIn returns field NOT IN (…), the complement of In.
func (f UUID) NotIn(ids ...string) Expr { return f.member(ast.OpNotIn, ids) }

// IsNull returns field = null, which also holds where the field is missing.
func (f UUID) IsNull() Expr { return isNull(ast.Path(f), ast.OpEq) }

// IsNotNull returns field != null.
func (f UUID) IsNotNull() Expr { return isNull(ast.Path(f), ast.OpNe) }

// Asc returns the field as an ascending sort key.
func (f UUID) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key.
func (f UUID) Desc() ast.SortKey { return descending(ast.Path(f)) }

func (f UUID) compare(op ast.Op, id string) Expr {
	braced, err := bracedUUID(id)
	return Expr{&comparison{ast.Path(f), op, &ast.String{Value: braced}, err}}
}

func (f UUID) member(op ast.Op, ids []string) Expr {
	braced, err := convertEach(ids, bracedUUID)
	if err != nil {
		return Expr{&comparison{field: ast.Path(f), op: op, err: err}}
	}
	return memberOf(ast.Path(f), op, braced)
}

// bracedUUID returns a uuid as Bitbucket writes it.
func bracedUUID(id string) (string, error) {
	bare := id
	if inner, ok := strings.CutPrefix(id, "{"); ok {
		bare = strings.TrimSuffix(inner, "}")
		if len(bare) == len(inner) {
			bare = ""
		}
	}
	if !isUUID(bare) {
		return "", fmt.Errorf("%.50q is not a uuid, as in {01234567-89ab-cdef-0123-456789abcdef}", id)
	}
	return "{" + strings.ToLower(bare) + "}", nil
}

// isUUID reports whether s is 32 hexadecimal digits in groups of 8, 4, 4, 4 and
// 12.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch i {
		case 8, 13, 18, 23:
			if s[i] != '-' {
				return false
			}
		default:
			if !strings.ContainsRune("0123456789abcdefABCDEF", rune(s[i])) {
				return false
			}
		}
	}
	return true
}
