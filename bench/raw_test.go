package bench_test

import (
	"cmp"
	"testing"

	"github.com/bbql/go-bbql/bench/pulls"
	"github.com/bbql/go-bbql/eval"
)

// strengths are the library's contestants: the ways in which it can be told to
// check the bytes.
var strengths = []struct {
	name string
	opts []eval.Option
}{
	{"bbql", nil},
}

// A rawCase is a query of bytes that have a shape.
type rawCase struct {
	name   string
	query  query
	shape  pulls.Shape
	decode func([]byte) bool // by hand, into a struct of the fields that it needs
}

var rawCases = []rawCase{
	{"4 clauses", four, pulls.Shape{Match: pulls.All}, intoFour},
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

// rawMatchers returns all contestants of a case.
func rawMatchers(tb testing.TB, c rawCase) []rawMatcher {
	var list []rawMatcher
	for _, s := range strengths {
		m := compile(tb, c.query, s.opts...)
		list = append(list, rawMatcher{s.name, func(data []byte) bool {
			ok, err := m.MatchJSON(data)
			return must(tb, ok, err)
		}})
	}
	return append(list,
		rawMatcher{"sonic.Get", all(c.query, sonicClause)},
		rawMatcher{"gjson", all(c.query, gjsonClause)},
		rawMatcher{"goccy struct", c.decode},
		rawMatcher{"fastjson", fastjsonMatcher(c.query)},
		rawMatcher{"encoding-json map", mapMatcher(c.query)},
	)
}

func BenchmarkRaw(b *testing.B) {
	for _, c := range rawCases {
		var objects [ring][]byte
		size := 0
		for i := range objects {
			objects[i] = c.shape.JSON(i)
			size += len(objects[i])
		}
		for _, m := range rawMatchers(b, c) {
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
	matchers := rawMatchers(t, c)
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
		"first clause fails": none, "last clause fails": none, "number": some,
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
