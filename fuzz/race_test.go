//go:build race

package fuzz_test

// haste is how many times fewer choices are tried under the race detector,
// which slows everything down by an order of magnitude.
const haste = 10
