package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

const exitCodes = `Exit codes:
  0  done
  1  findings: of lint, also by get; fmt --check or equal differs; verify disagrees;
     eval --exit-status matched nothing
  2  wrong usage, unreadable input
  3  an invalid query
  4  invalid data
  5  equal can't tell
  6  the API or the network fails
  130  interrupted while it used the network
`

// help prints the help of a command: examples first.
func (t *tool) help(cmd *cobra.Command, _ []string) {
	fmt.Fprintf(t.out, "%s\n\n%s\n\n", cmd.Example, strings.TrimSpace(cmd.Long))
	fmt.Fprintf(t.out, "Usage: %s\n", cmd.UseLine())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprint(t.out, "\nCommands:\n")
		for _, sub := range cmd.Commands() {
			fmt.Fprintf(t.out, "  %-10s  %s\n", sub.Name(), sub.Short)
		}
	}
	fmt.Fprintf(t.out, "\nFlags:\n%s", cmd.LocalFlags().FlagUsagesWrapped(helpWidth))
	if !cmd.HasParent() {
		fmt.Fprintf(t.out, "\n%s", exitCodes)
	}
}

// helpWidth is how many columns the description of flags takes.
const helpWidth = 90

func (t *tool) newHelp() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Example: "  bbql help eval",
		Short:   "show the help of a command",
		Long:    "help shows the help of a command, as COMMAND --help does.",
		RunE: func(cmd *cobra.Command, args []string) error {
			target, rest, err := cmd.Root().Find(args)
			switch {
			case err != nil:
				return unknownCommand(cmd.Root(), args)
			case len(rest) > 0:
				return usagef("help takes one command, not %q too", rest[0])
			}
			return target.Help()
		},
	}
}
