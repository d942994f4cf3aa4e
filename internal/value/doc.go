// Package value holds the arithmetic of the language in one place: exact
// decimals (rule M6), datetimes and their instants (Y9, M7), case folding (M5)
// and natural order (O4). The parser, the tree, the evaluator and the linter
// share it, so that they cannot disagree.
//
// Nothing in it does I/O or keeps state; every function is safe for concurrent
// use and takes time linear in its inputs.
package value
