package main

import "github.com/spf13/cobra"

func (t *tool) newCompletion() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use: "completion SHELL",
		Example: `  source <(bbql completion bash)
  bbql completion zsh > "${fpath[1]}/_bbql"
  bbql completion fish > ~/.config/fish/completions/bbql.fish
  bbql completion powershell | Out-String | Invoke-Expression`,
		Short:     "print a completion script for a shell",
		Long:      "completion prints a script that completes commands, flags and files in a shell.",
		Args:      oneWord("shell"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(t.out, true)
			case "zsh":
				return root.GenZshCompletion(t.out)
			case "fish":
				return root.GenFishCompletion(t.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(t.out)
			}
			return usagef("the shell is %s, not %q%s", orList(shells), args[0],
				didYouMean(args[0], shells))
		},
	}
}
