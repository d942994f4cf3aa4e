// The bbqlcheck command checks the filters of Bitbucket Cloud that Go code
// holds, by itself or run by go vet:
//
//	bbqlcheck ./...
//	go vet -vettool="$(go env GOPATH)/bin/bbqlcheck" ./...
package main

import (
	"flag"

	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/bbql/go-bbql/lint/bbqlcheck"
)

func main() {
	briefErrors(flag.CommandLine)
	singlechecker.Main(bbqlcheck.New())
}
