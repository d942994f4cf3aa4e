package main

import (
	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/bbql"
)

// limits are the flags for the size of the queries that a command reads. Zero
// stands for the library's default.
type limits struct{ bytes, depth, list int }

func (l *limits) register(flags *pflag.FlagSet) {
	numberVar(flags, &l.bytes, "max-bytes", 1,
		"refuse a query of more than `N` bytes (default 65536)")
	numberVar(flags, &l.depth, "max-depth", 1,
		"refuse parentheses nested deeper than `N` (default 256)")
	numberVar(flags, &l.list, "max-list", 1,
		"refuse lists of more than `N` values (default 10000)")
}

func (l *limits) options() []bbql.Option {
	var opts []bbql.Option
	if l.bytes > 0 {
		opts = append(opts, bbql.MaxBytes(l.bytes))
	}
	if l.depth > 0 {
		opts = append(opts, bbql.MaxDepth(l.depth))
	}
	if l.list > 0 {
		opts = append(opts, bbql.MaxList(l.list))
	}
	return opts
}
