// Package doctest keeps the documents of the repository true: what README.md
// and docs show is what happens.
//
//   - A fenced block marked console is a transcript. Each line that begins with
//     "$ " is a command; those that run bbql are executed by a shell, at the
//     root of the repository, and what follows must be what they print to a
//     person: both streams, in order. Commands that run something else, such as
//     an installation, are not executed, so no output may follow them.
//   - The commands in a block marked sh that run bbql must succeed.
//   - A fenced block marked go is an example function of the repository, named
//     in a comment before the block, and must be its body: with its output
//     comment or without. A block that begins with a package clause must be the
//     program that the function makes.
//
// A comment that names an example looks like this:
//
//	<!-- example: bbql.ExampleParse -->
//
// The tests rewrite the blocks under -update.
package doctest
