package object

import "github.com/bbql/go-bbql/builder"

// A Component is a field that holds the component of an issue. Its string is
// the path of the field.
type Component string

// Name returns the field name.
func (o Component) Name() builder.Text { return builder.Text(o + ".name") }

// Eq compares with the name of the component, which stands for it (rule M11).
func (o Component) Eq(name string) builder.Expr { return builder.Text(o).Eq(name) }

// Ne is the complement of Eq.
func (o Component) Ne(name string) builder.Expr { return builder.Text(o).Ne(name) }

// In compares with several names.
func (o Component) In(names ...string) builder.Expr { return builder.Text(o).In(names...) }

// NotIn is the complement of In.
func (o Component) NotIn(names ...string) builder.Expr { return builder.Text(o).NotIn(names...) }

// IsNull holds where there is no component.
func (o Component) IsNull() builder.Expr { return builder.Field(o).IsNull() }

// IsNotNull holds where there is a component.
func (o Component) IsNotNull() builder.Expr { return builder.Field(o).IsNotNull() }
