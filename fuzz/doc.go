// Package fuzz is for tests only: it makes random trees and documents, and its
// own tests hold the packages of the module to each other with them. What a
// tree prints must parse back to it, must survive a URL and the JSON form, and
// must select the same objects afterwards.
//
// A [Source] makes the choices, from a seed or from the bytes that native
// fuzzing mutates, so that every failure can be repeated:
//
//	s := fuzz.NewSource(42)
//	tree := fuzz.Tree(s)
//	document := fuzz.Document(s, tree)
//
// Trees from [Tree] are valid but not tidy: And, Or and Paren stand wherever
// they may, and the Text of a literal often contradicts its Value. [BrokenTree]
// also makes what no text can express. Documents are made of the fields and
// values of a tree, so that they have a real chance to match it.
package fuzz
