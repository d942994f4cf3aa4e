package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// A choice is the value of a flag that takes one of a few words.
type choice struct {
	word string
	all  []string
}

// Set takes one of the words.
func (c *choice) Set(text string) error {
	if !slices.Contains(c.all, text) {
		return fmt.Errorf("takes %s, not %q%s", orList(c.all), text, didYouMean(text, c.all))
	}
	c.word = text
	return nil
}

// String returns the word.
func (c *choice) String() string { return c.word }

// Type names the value in help.
func (c *choice) Type() string { return strings.Join(c.all, "|") }

// choose registers a flag that takes one of the words, the first if it is not
// given.
func choose(cmd *cobra.Command, name, usage string, words ...string) *choice {
	c := &choice{words[0], words}
	cmd.Flags().Var(c, name, usage)
	complete := cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
		panic(err) // the flag is registered one line above
	}
	return c
}

// objectFormat registers the flag --format of what prints objects, for which
// --columns stands too.
func objectFormat(cmd *cobra.Command) *choice {
	c := choose(cmd, "format", "how to print: ndjson, json or table", "ndjson", "json", "table")
	cmd.Flags().Lookup("format").DefValue = "ndjson, with --columns table"
	return c
}

// orList returns the words as in a, b or c.
func orList(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
