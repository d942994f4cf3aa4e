// Package bbqlcheck defines an analyzer that checks the filters of Bitbucket
// Cloud that Go code holds.
//
//	go vet -vettool="$(go env GOPATH)/bin/bbqlcheck" ./...
//
// The command bbqlcheck runs it, package golangci makes it a plugin of
// golangci-lint, and docs/bbqlcheck.md shows what it finds.
//
// # Analyzer bbqlcheck
//
// bbqlcheck: check BBQL filters in Go code
//
// The bbqlcheck analyzer looks at the text of filters, the q parameter of
// Bitbucket Cloud's API:
//
//   - that package bbql parses or binds,
//   - that url.Values or a map holds as "q", in packages that deal with
//     Bitbucket,
//   - that is part of a URL with q=, or of the RawQuery of one, and
//   - that is in the options of github.com/ktrysmt/go-bitbucket.
//
// The flags funcs and fields name more places. The text may be made of literals,
// constants, variables that are set once, concatenations, fmt.Sprintf,
// strings.Join and the like.
//
// All rules of package lint apply. They point into the literal, and their fixes
// keep its form:
//
//	bbql.MustParse(`state = OPEN`) // strings need double quotes: "OPEN" (syntax)
//
// Besides, the analyzer reports code that puts text into a filter which can
// become more than the one value that was meant:
//
//	fmt.Sprintf(`title ~ "%s"`, title) // use builder.Field("title").Contains(title) (injection)
//
// Numbers, times, and what bbql.Quote or bbql.Format return are safe. What is
// only known when the program runs is left open, and the rest of the filter is
// checked all the same.
//
// A comment silences rules, or all of them if it names none: behind code in its
// line, and on a line of its own in the next:
//
//	bbql.Parse("state = OPEN") // bbql:ignore syntax
package bbqlcheck
