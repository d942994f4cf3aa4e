package object

import "github.com/bbql/go-bbql/builder"

// An Endpoint is a field that holds one of the two sides of a pull request. Its
// string is the path of the field.
type Endpoint string

// Branch returns the field branch.
func (o Endpoint) Branch() Branch { return Branch(o + ".branch") }

// Repository returns the field repository.
func (o Endpoint) Repository() Repository { return Repository(o + ".repository") }

// IsNull holds where there is no endpoint.
func (o Endpoint) IsNull() builder.Expr { return builder.Field(o).IsNull() }

// IsNotNull holds where there is an endpoint.
func (o Endpoint) IsNotNull() builder.Expr { return builder.Field(o).IsNotNull() }
