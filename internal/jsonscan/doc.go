// Package jsonscan is the one place that knows the syntax of JSON (RFC 8259)
// as raw bytes: it skips, compacts and walks documents without decoding them.
//
// It accepts what encoding/json accepts: invalid UTF-8 and unpaired surrogates
// inside strings are no errors and read as U+FFFD (rule M15); more than
// [MaxDepth] levels of nesting are one. It recurses once for each 64 levels,
// takes time linear in its input and keeps no state outside its values.
//
// Where the processor has AVX2 it steps over what is not checked 64 bytes at a
// time. The build tag purego leaves that out, with the same results.
package jsonscan
