// Package eval tests JSON objects against a filter: decoded JSON, Go values
// and raw bytes. It also sorts them, and explains why an object did or did not
// match.
//
//	m, err := eval.Compile(expr, eval.WithTypes(schema.PullRequest.Types))
//	…
//	ok, err := m.MatchJSON(line)   // bytes as they came
//	ok, err = m.Match(pr)          // map[string]any, or a struct
//	fmt.Print(m.Explain(pr))       // state = "OPEN"  ✗ MERGED
//
// A filter is compiled once and then used as often as needed, by any number of
// goroutines.
//
// # Meaning
//
// A path walks objects by name. Arrays are transparent at any depth, at its
// end too: it yields the scalars, nulls and objects that it reaches in every
// element. A missing name, or a scalar where an object is needed, yields
// nothing.
//
// A positive comparison holds if any value of its path satisfies it (M1,
// documented); !=, !~ and NOT IN are the exact complements of =, ~ and IN (M2,
// assumed). = null holds if the path yields nothing but nulls (M3). Strings
// are compared by code point (M4), ~ ignores case (M5), numbers are exact
// decimals (M6), datetimes instants (M7), and an object stands for its name
// beside a string (M11). Types, given by [WithTypes], say which strings are
// datetimes or ordered enumerations. The numbers are those of the rules in the
// language's documentation, which also says how sure each is; where Bitbucket
// does not document a rule the comments here call it assumed.
//
// # Three forms of an object
//
// A Go value means exactly what encoding/json would write for it, whatever its
// tags and Marshalers, and raw JSON is read as it stands, never through a map:
// Match(v) answers what MatchJSON answers for json.Marshal(v), except that
// Match looks only at what the filter needs to see. So a NaN, which has no
// JSON, is an error where the filter meets it and nowhere else. In which order the
// terms of an AND or OR are asked is not promised, for the answer does not depend
// on it: Match asks cheap ones first. Where one term decides, another one may or
// may not have met a NaN before.
//
// MatchJSON checks the syntax of the whole object, unless [WithCheck] asks for
// less or for more. Neither it nor Match of decoded JSON allocates memory, but
// for Go strings that are not UTF-8, for exponents of more than 18 digits, for
// names with escapes under [Strict], and for filters of more than 64 members of
// one object.
//
// # Streams
//
// A [Reader] finds the objects in a stream: lines, arrays, pages of the API, one
// after another. [Matcher.Select] is what to use where only those count for
// which the filter holds: it matches on all cores, keeps the order, and takes
// bounded memory. An [Order] compares the objects of streams that are too large
// for [Sort].
package eval
