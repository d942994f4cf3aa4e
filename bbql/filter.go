package bbql

import "github.com/bbql/go-bbql/ast"

// A Filter is a filter that reads and writes itself as text, for configuration
// files and flags: it works with encoding/json, flag.TextVar and whatever else
// knows encoding.TextUnmarshaler. The zero Filter is the empty filter.
//
//	var cfg struct {
//		Watch bbql.Filter `json:"watch"`
//	}
type Filter struct {
	Expr ast.Expr
}

// UnmarshalText sets the filter to text, parsed under the default limits. The
// error is of type [Errors].
func (f *Filter) UnmarshalText(text []byte) error {
	e, err := Parse(string(text))
	if err != nil {
		return err
	}
	f.Expr = e
	return nil
}

// MarshalText returns the canonical text of the filter, or an error if it is
// not valid; see [ast.Validate].
func (f Filter) MarshalText() ([]byte, error) {
	if err := validate(ast.Query{Filter: f.Expr}); err != nil {
		return nil, err
	}
	return []byte(f.String()), nil
}

// String returns the canonical text of the filter.
func (f Filter) String() string { return Format(f.Expr) }
