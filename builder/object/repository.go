package object

import "github.com/bbql/go-bbql/builder"

// A Repository is a field that holds a repository. Its string is the path of
// the field.
type Repository string

// FullName returns the field full_name.
func (o Repository) FullName() builder.Text { return builder.Text(o + ".full_name") }

// Owner returns the field owner.
func (o Repository) Owner() Account { return Account(o + ".owner") }

// Parent returns the field parent.
func (o Repository) Parent() Repository { return Repository(o + ".parent") }

// Size returns the field size.
func (o Repository) Size() builder.Number[int64] { return builder.Number[int64](o + ".size") }

// UUID returns the field uuid.
func (o Repository) UUID() builder.UUID { return builder.UUID(o + ".uuid") }

// Eq compares with the name of the repository, which stands for it (rule M11).
func (o Repository) Eq(name string) builder.Expr { return builder.Text(o).Eq(name) }

// Ne is the complement of Eq.
func (o Repository) Ne(name string) builder.Expr { return builder.Text(o).Ne(name) }

// In compares with several names.
func (o Repository) In(names ...string) builder.Expr { return builder.Text(o).In(names...) }

// NotIn is the complement of In.
func (o Repository) NotIn(names ...string) builder.Expr { return builder.Text(o).NotIn(names...) }

// IsNull holds where there is no repository.
func (o Repository) IsNull() builder.Expr { return builder.Field(o).IsNull() }

// IsNotNull holds where there is a repository.
func (o Repository) IsNotNull() builder.Expr { return builder.Field(o).IsNotNull() }
