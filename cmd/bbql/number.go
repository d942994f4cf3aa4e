package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/spf13/pflag"
)

// A number is the value of a flag that takes a whole number.
type number struct {
	n     *int
	least int
	most  int    // 0 for no bound
	unit  string // "" for a number of what the flag's name says
	given bool
}

// numberVar registers a flag that sets n to a whole number from least.
func numberVar(flags *pflag.FlagSet, n *int, name string, least int, usage string) {
	flags.Var(&number{n: n, least: least}, name, usage)
}

// secondsVar registers a flag that sets n to a number of seconds: of so many that
// no [time.Duration] overflows.
func secondsVar(flags *pflag.FlagSet, n *int, name, usage string) {
	flags.Var(&number{n: n, least: 1, most: math.MaxInt32, unit: " of seconds"}, name, usage)
}

// Set reads the number.
func (v *number) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err == nil && n >= v.least && (v.most == 0 || n <= v.most) {
		*v.n, v.given = n, true
		return nil
	}
	to, why := "", ""
	if v.most > 0 {
		to = fmt.Sprintf(" to %d", v.most)
	} else if errors.Is(err, strconv.ErrRange) {
		why = ", which has too many digits"
	}
	return fmt.Errorf("takes a whole number%s from %d%s, not %q%s", v.unit, v.least, to, text, why)
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
