// Command bbql parses, formats, encodes, decodes, checks, compares and evaluates
// BBQL, the query language of the Bitbucket Cloud REST API, and shows what is
// known of the resources that it is about.
//
//	bbql eval 'state = "OPEN" AND reviewers.nickname = "jdoe"' prs.json --sort=-updated_on
//
// Only get and verify use the network; serve answers on this machine. Results go
// to standard output, messages to standard error; the exit codes are those of
// [exitOK] and its neighbours.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], newHost()))
}
