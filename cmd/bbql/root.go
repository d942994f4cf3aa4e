package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/bbql/go-bbql/internal/spell"
)

// execute runs the command that args name.
func (t *tool) execute(args []string) error {
	root := t.newRoot()
	if _, _, err := root.Find(args); err != nil && !isCompletion(args[0]) {
		return unknownCommand(root, args)
	}
	root.SetArgs(args)
	return root.Execute()
}

// isCompletion reports whether a command is one of those that completion
// scripts call, which exist only while they run.
func isCompletion(name string) bool {
	return name == cobra.ShellCompRequestCmd || name == cobra.ShellCompNoDescRequestCmd
}

func (t *tool) newRoot() *cobra.Command {
	root := &cobra.Command{
		Use: "bbql COMMAND",
		Example: `  bbql eval 'state = "OPEN" AND reviewers.nickname = "jdoe"' prs.json --sort=-updated_on
  bbql parse 'state = OPEN'
  bbql encode --filter 'title ~ "fix"' --sort=-updated_on`,
		Long: `bbql works with BBQL, the query language of the Bitbucket Cloud REST API: it checks
queries, prints them, puts them into URLs, and asks them of JSON files. It also
knows the resources, endpoints and scopes of that API. Only get and verify use the
network; serve answers on this machine.`,
		Version:           versionText(),
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(t.stdin)
	root.SetOut(t.out)
	root.SetErr(t.stderr)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(t.help)
	root.SetHelpCommand(t.newHelp())
	root.AddCommand(t.newParse(), t.newFmt(), t.newEncode(), t.newDecode(), t.newEval(),
		t.newGet(), t.newVerify(), t.newServe(), t.newRecord(), t.newLint(), t.newEqual(),
		t.newSchema(), t.newScopes(), t.newCompletion(), t.newVersion())
	root.InitDefaultHelpCmd()
	root.Flags().BoolP("version", "v", false, "print the version")
	for _, cmd := range append(root.Commands(), root) {
		cmd.DisableFlagsInUseLine = true
		cmd.Flags().SortFlags = false
		cmd.Flags().BoolP("help", "h", false, "show this")
	}
	return root
}

// unknownCommand is the error of a command line that begins with no command.
func unknownCommand(root *cobra.Command, args []string) error {
	name := ""
	for _, arg := range args {
		if !strings.HasPrefix(arg, "-") {
			name = arg
			break
		}
	}
	var names []string
	for _, cmd := range root.Commands() {
		names = append(names, cmd.Name())
	}
	return usagef("there is no command %q%s", name, orHelp("bbql", didYouMean(name, names)))
}

// flagError words what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	case errors.As(err, &missing):
		return usagef("--%s needs a value", missing.GetFlag().Name)
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "bool":
		return usagef("--%s takes no value", invalid.GetFlag().Name)
	case errors.As(err, &invalid):
		return usagef("--%s %w", invalid.GetFlag().Name, invalid.Unwrap())
	}
	return usagef("%w%s", err, orHelp(cmd.CommandPath(), ""))
}

func unknownFlag(cmd *cobra.Command, err *pflag.NotExistError) error {
	if short := err.GetSpecifiedShortnames(); short != "" {
		return usagef("%s has no flag -%s%s", cmd.Name(), err.GetSpecifiedName(),
			orHelp(cmd.CommandPath(), ""))
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	name := "--" + err.GetSpecifiedName()
	return usagef("%s has no flag %s%s", cmd.Name(), name,
		orHelp(cmd.CommandPath(), didYouMean(name, names)))
}

// didYouMean suggests the candidate that is nearest to what was written, if one
// is near.
func didYouMean(written string, candidates []string) string {
	if near := spell.Nearest(written, candidates); near != "" {
		return fmt.Sprintf("; did you mean %s?", near)
	}
	return ""
}

// orHelp returns the suggestion, or without one says which command has help.
func orHelp(command, suggestion string) string { return orSee(command+" --help", suggestion) }

// orSee returns the suggestion, or without one the command that tells more.
func orSee(command, suggestion string) string {
	if suggestion != "" {
		return suggestion
	}
	return "; see " + command
}

// oneArg refuses anything but one argument, for which usage is the word. It may
// have blanks in it.
func oneArg(usage string) cobra.PositionalArgs { return one(usage, ": put it in single quotes") }

// oneWord is oneArg for what has no blanks in it.
func oneWord(usage string) cobra.PositionalArgs { return one(usage, "") }

func one(usage, advice string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return usagef("%s needs a %s, as in: %s", cmd.Name(), usage, firstExample(cmd))
		case len(args) > 1:
			return usagef("%s takes one %s, not %d arguments%s, as in: %s",
				cmd.Name(), usage, len(args), advice, firstExample(cmd))
		}
		return nil
	}
}

// noArgs refuses any argument.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, not %q", cmd.Name(), args[0])
	}
	return nil
}

func firstExample(cmd *cobra.Command) string {
	line, _, _ := strings.Cut(cmd.Example, "\n")
	return strings.TrimSpace(line)
}
