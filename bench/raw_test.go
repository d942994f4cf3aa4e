package bench_test

import (
	"bytes"
	"cmp"
	"testing"

	"github.com/bbql/go-bbql/bench/pulls"
	"github.com/bbql/go-bbql/eval"
)

// A strength is how closely the library can be told to look at the bytes.
type strength struct {
	name string
	opts []eval.Option
}

var (
	fast   = strength{"bbql Fast", []eval.Option{eval.WithCheck(eval.Fast)}}
	whole  = strength{"bbql Whole", nil}
	strict = strength{"bbql Strict", []eval.Option{eval.WithCheck(eval.Strict)}}
)

// A rawCase is a query of bytes that have a shape.
type rawCase struct {
	name   string
	query  query
	shape  pulls.Shape
	decode func([]byte) bool // by hand, into a struct of the fields that it needs
}

var rawCases = []rawCase{
	{"4 clauses", mission, pulls.Shape{Match: pulls.All}, intoMission},
	{"4 clauses of which one fails", mission, pulls.Shape{Match: pulls.None}, intoMission},
	{"4 equations", four, pulls.Shape{Match: pulls.All}, intoFour},
	{"first clause fails", earlyMiss, pulls.Shape{Match: pulls.All}, intoEarlyMiss},
	{"last clause fails", four, pulls.Shape{Match: pulls.None}, intoFour},
	{"key last", four, pulls.Shape{Match: pulls.All, Last: "state"}, intoFour},
	{"keys shuffled", four, pulls.Shape{Match: pulls.All, Shuffle: true}, intoFour},
	{"150 bytes", four, pulls.Shape{Match: pulls.All, Tiny: true}, intoFour},
	{"64 KB string", four, pulls.Shape{Match: pulls.All, Huge: 64 << 10}, intoFour},
	{"250 levels", four, pulls.Shape{Match: pulls.All, Depth: 250}, intoFour},
	{"IN 200", in200, pulls.Shape{Match: pulls.All}, intoIn200},
	{"number", number, pulls.Shape{Match: pulls.All}, intoNumber},
	{"~ ASCII", ascii, pulls.Shape{Match: pulls.All}, intoTitle(ascii)},
	{"~ non-ASCII", nonASCII, pulls.Shape{Match: pulls.All}, intoTitle(nonASCII)},
	{"~ long text", longText, pulls.Shape{}, intoLongText},
	{"member of array", member, pulls.Shape{}, intoMember(true)},
	{"no member", noMember, pulls.Shape{}, intoMember(false)},
	{"= null", missing, pulls.Shape{Match: pulls.All}, intoMissing},
}

// A rawMatcher is a contestant of matching bytes.
type rawMatcher struct {
	name  string
	match func([]byte) bool
}

// raw returns the library as a contestant that looks as closely.
func (s strength) raw(tb testing.TB, q query) rawMatcher {
	m := compile(tb, q, s.opts...)
	return rawMatcher{s.name, func(data []byte) bool {
		ok, err := m.MatchJSON(data)
		return must(tb, ok, err)
	}}
}

// earlyMatchers are the contestants that stop when they know the answer.
func earlyMatchers(tb testing.TB, c rawCase) []rawMatcher {
	return []rawMatcher{
		fast.raw(tb, c.query),
		{"sonic.Get", all(c.query, sonicClause)},
		{"gjson", all(c.query, gjsonClause)},
	}
}

// wholeMatchers are the contestants that look at all of an object.
func wholeMatchers(tb testing.TB, c rawCase) []rawMatcher {
	return []rawMatcher{
		whole.raw(tb, c.query),
		strict.raw(tb, c.query),
		{"goccy struct", c.decode},
		{"fastjson", fastjsonMatcher(c.query)},
		{"encoding-json map", mapMatcher(c.query)},
	}
}

func BenchmarkRaw(b *testing.B) { benchmarkRaw(b, earlyMatchers) }

// BenchmarkWhole has one contestant that answers nothing: what reading the
// bytes costs.
func BenchmarkWhole(b *testing.B) {
	benchmarkRaw(b, func(tb testing.TB, c rawCase) []rawMatcher {
		return append(wholeMatchers(tb, c), rawMatcher{"newline search", func(data []byte) bool {
			return bytes.Count(data, []byte("\n")) > 0
		}})
	})
}

func benchmarkRaw(b *testing.B, contestants func(testing.TB, rawCase) []rawMatcher) {
	for _, c := range rawCases {
		var objects [ring][]byte
		size := 0
		for i := range objects {
			objects[i] = c.shape.JSON(i)
			size += len(objects[i])
		}
		for _, m := range contestants(b, c) {
			b.Run(c.name+"/"+m.name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(size / ring))
				loop(b, func(i int) { m.match(objects[i%ring]) })
			})
		}
	}
}

// TestRawMatchersAgree checks that all matchers give the same answers.
func TestRawMatchersAgree(t *testing.T) {
	for _, c := range rawCases {
		for _, match := range []pulls.Match{c.shape.Match, pulls.Some} {
			c.shape.Match = match
			t.Run(c.name, func(t *testing.T) { agree(t, c) })
		}
	}
}

func agree(t *testing.T, c rawCase) {
	matchers := append(earlyMatchers(t, c), wholeMatchers(t, c)...)
	closure := all(c.query, closureOf)
	for i := range agreeing {
		data, want := c.shape.JSON(i), closure(c.shape.Decoded(i))
		for _, m := range matchers {
			if got := m.match(data); got != want {
				t.Errorf("%s: object %d: got %t", m.name, i, got)
			}
		}
	}
}

// TestAnswers checks that the cases are what their names say: they select all
// objects but for these.
func TestAnswers(t *testing.T) {
	const none, some, every = "none", "some", "all"
	exceptions := map[string]string{
		"4 clauses of which one fails": none, "first clause fails": none, "last clause fails": none, "number": some,
		"~ long text": some, "member of array": some, "no member": some,
	}
	for _, c := range rawCases {
		n, closure := 0, all(c.query, closureOf)
		for i := range agreeing {
			if closure(c.shape.Decoded(i)) {
				n++
			}
		}
		got := map[int]string{0: none, agreeing: every}[n]
		if want := exceptions[c.name]; cmp.Or(got, some) != cmp.Or(want, every) {
			t.Errorf("%s: selects %d of %d", c.name, n, agreeing)
		}
	}
}
