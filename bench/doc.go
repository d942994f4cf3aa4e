// Package bench compares go-bbql with libraries and programs that people use
// for the same work: parsing filters, matching objects and searching streams.
// It is all tests and benchmarks, in a module of its own for the sake of their
// dependencies. README.md has the results and how to get them.
package bench
