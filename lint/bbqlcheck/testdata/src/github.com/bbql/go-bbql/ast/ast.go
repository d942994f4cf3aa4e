// Package ast has what the fixtures need of the package of this name.
package ast

type Expr interface{ String() string }

type Comparison struct{}

func (*Comparison) String() string { return "" }
