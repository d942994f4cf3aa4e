package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"golang.org/x/tools/go/analysis/unitchecker"
)

// briefErrors has a wrong flag answered with one line in the place of all that
// -help prints.
func briefErrors(flags *flag.FlagSet) {
	out := &flagOutput{}
	flags.SetOutput(out)
	flags.Usage = func() {
		if !out.failed {
			flag.Usage()
			return
		}
		os.Exit(2)
	}
}

// A flagOutput is where package flag writes: first what is wrong with a flag, and
// then it asks for the usage; or the flags, which it indents.
type flagOutput struct{ failed bool }

func (o *flagOutput) Write(p []byte) (int, error) {
	if bytes.HasPrefix(p, []byte("  -")) {
		return os.Stderr.Write(p)
	}
	o.failed = true
	if isDependency(os.Args[len(os.Args)-1]) {
		os.Exit(0) // go vet shows what is said of each
	}
	fmt.Fprintf(os.Stderr, "bbqlcheck: %s; see bbqlcheck -help\n", bytes.TrimSpace(p))
	return len(p), nil
}

// isDependency reports whether go vet asks for a package just because others
// import it, as the file of its unit says.
func isDependency(config string) bool {
	text, err := os.ReadFile(config)
	var unit unitchecker.Config
	return err == nil && json.Unmarshal(text, &unit) == nil && unit.VetxOnly
}
