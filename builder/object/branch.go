package object

import "github.com/bbql/go-bbql/builder"

// A Branch is a field that holds the branch of a pull request. Its string is
// the path of the field.
type Branch string

// Name returns the field name.
func (o Branch) Name() builder.Text { return builder.Text(o + ".name") }

// IsNull holds where there is no branch.
func (o Branch) IsNull() builder.Expr { return builder.Field(o).IsNull() }

// IsNotNull holds where there is a branch.
func (o Branch) IsNotNull() builder.Expr { return builder.Field(o).IsNotNull() }
