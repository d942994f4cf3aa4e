//go:build !race

package fuzz_test

// haste is how many times fewer choices are tried.
const haste = 1
