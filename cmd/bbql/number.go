package main

import (
	"fmt"
	"strconv"

	"github.com/spf13/pflag"
)

// A number is the value of a flag that takes a whole number.
type number struct {
	n     *int
	least int
	given bool
}

// numberVar registers a flag that sets n to a whole number from least.
func numberVar(flags *pflag.FlagSet, n *int, name string, least int, usage string) {
	flags.Var(&number{n: n, least: least}, name, usage)
}

// Set reads the number.
func (v *number) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < v.least {
		return fmt.Errorf("takes a whole number from %d, not %q", v.least, text)
	}
	*v.n, v.given = n, true
	return nil
}

// String returns "" for a flag that was not given, so that help shows no
// default of 0.
func (v *number) String() string {
	if !v.given {
		return ""
	}
	return strconv.Itoa(*v.n)
}

// Type names the value in help.
func (v *number) Type() string { return "number" }
