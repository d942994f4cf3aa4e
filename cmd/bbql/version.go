package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (t *tool) newVersion() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Example: "  bbql version",
		Short:   "print the version",
		Long:    "version prints the version of bbql and what it was built with.",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(t.out, versionText())
			return err
		},
	}
}

// versionText returns the version, of the Go release and the platform too.
func versionText() string {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	return fmt.Sprintf("bbql %s %s %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
