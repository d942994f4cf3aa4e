package bbql_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/internal/stopwatch"
)

// raised lifts the limits that can be lifted without danger to 4 MB.
var raised = []bbql.Option{bbql.MaxBytes(4 << 20), bbql.MaxList(1 << 22)}

// hostile holds texts made to take long or to use up the stack or memory. Those
// that are queries say so.
var hostile = map[string]struct {
	text  string
	valid bool
}{
	"parentheses that open":     {text: strings.Repeat("(", 1_000_000)},
	"parentheses that close":    {text: strings.Repeat(")", 1_000_000)},
	"parentheses round nothing": {text: strings.Repeat("()", 500_000)},
	"parentheses in lists":      {text: "a IN " + strings.Repeat("(", 1_000_000)},
	"a long string":             {text: `a = "` + strings.Repeat("x", 1<<20) + `"`, valid: true},
	"a long string, not closed": {text: `a = "` + strings.Repeat("x", 1<<20)},
	"OR terms":                  {text: "a = 1" + strings.Repeat(" OR a = 1", 100_000), valid: true},
	"OR terms without a field":  {text: "a = 1" + strings.Repeat(" OR = 1", 100_000)},
	"OR terms without an end":   {text: strings.Repeat("a = 1 OR ", 100_000)},
	"ORs":                       {text: strings.Repeat("OR ", 1_000_000)},
	"NOTs":                      {text: strings.Repeat("NOT ", 1_000_000) + "a = 1"},
	"list values":               {text: "a IN (" + strings.Repeat("1,", 200_000) + "1)", valid: true},
	"list values without end":   {text: "a IN (" + strings.Repeat("1,", 200_000)},
	"list values, no commas":    {text: "a IN (" + strings.Repeat("1 ", 200_000) + ")"},
	"list values, no list":      {text: "a IN " + strings.Repeat("1,", 200_000)},
	"commas":                    {text: strings.Repeat(",", 4_000_000)},
	"backslashes":               {text: `a = "` + strings.Repeat(`\`, 1_000_000) + `"`, valid: true},
	"backslashes, no end":       {text: `a = "` + strings.Repeat(`\`, 1_000_001) + `"`},
	"quotes":                    {text: strings.Repeat(`"`, 1_000_000)},
	"single quotes":             {text: strings.Repeat(`'`, 1_000_000)},
	"digits":                    {text: "a = " + strings.Repeat("9", 4_000_000), valid: true},
	"exponent":                  {text: "a = 1e" + strings.Repeat("9", 1_000_000)},
	"dots":                      {text: "a" + strings.Repeat(".", 1_000_000) + "b = 1"},
	"names":                     {text: "a" + strings.Repeat(".a", 1_000_000) + " = 1", valid: true},
	"bare words":                {text: "a = " + strings.Repeat("x ", 1_000_000)},
	"words with quotes":         {text: "a = " + strings.Repeat(`"x" y `, 400_000)},
	"operators":                 {text: "a " + strings.Repeat("=", 1_000_000) + " 1"},
	"operators apart":           {text: "a " + strings.Repeat("= ", 1_000_000) + " 1"},
	"NUL":                       {text: strings.Repeat("\x00", 1_000_000)},
	"invalid UTF-8":             {text: strings.Repeat("\xff", 1_000_000)},
	"NUL between":               {text: strings.Repeat("\x00 ", 1_000_000)},
	"no-break spaces":           {text: strings.Repeat("\u00a0", 1_000_000)},
	"invalid strings":           {text: strings.Repeat("\"\xff\"", 1_000_000)},
	"misencoded list values":    {text: "a IN (" + strings.Repeat("\"\xff\", \xff,", 200_000) + "1)"},
	"curly quotes":              {text: strings.Repeat("“", 1_000_000)},
	"blanks":                    {text: strings.Repeat(" ", 4_000_000), valid: true},
	"line feeds":                {text: "a = x" + strings.Repeat("\n", 4_000_000)},
}

// TestHostileText checks rule Y13: whatever the text, an answer in under a
// second and 200 MB, and error texts that stay short.
func TestHostileText(t *testing.T) {
	for name, test := range hostile {
		t.Run(name, func(t *testing.T) {
			if len(test.text) > 4<<20 {
				t.Fatalf("the text has %d bytes, past the limit that is tested", len(test.text))
			}
			took, mb := patience+1, uint64(0)
			for range 3 { // other work on the machine takes time too
				if took > patience {
					took, mb = measure(t, test.text, test.valid)
				}
			}
			if took > patience {
				t.Errorf("took %v", took)
			}
			if mb > 200 {
				t.Errorf("allocated %d MB", mb)
			}
			if _, err := bbql.Parse(test.text); err == nil && len(test.text) > 64<<10 {
				t.Errorf("accepted past the default limit of 64 KiB")
			}
		})
	}
}

// measure parses the text and returns how long that took and how many megabytes
// it allocated.
func measure(t *testing.T, text string, valid bool) (took time.Duration, mb uint64) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var err error
	var message string
	took = stopwatch.Used(func() {
		_, err = bbql.Parse(text, raised...)
		message = checkShort(t, err)
	})
	runtime.ReadMemStats(&after)
	if got := err == nil; got != valid {
		t.Errorf("valid = %v, want %v; error: %s", got, valid, message)
	}
	return took, (after.TotalAlloc - before.TotalAlloc) >> 20
}

// checkShort renders all errors and fails if any text is long.
func checkShort(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var errs bbql.Errors
	if !errors.As(err, &errs) {
		t.Fatalf("error of type %T", err)
	}
	for _, e := range errs {
		if len(e.Error()) > 1000 || len(e.Detail()) > 2000 {
			t.Errorf("an error of %d and a picture of %d bytes", len(e.Error()), len(e.Detail()))
		}
	}
	return err.Error()
}

func TestDepth(t *testing.T) {
	nest := func(n int) string { return strings.Repeat("(", n) + "a = 1" + strings.Repeat(")", n) }
	tests := []struct {
		depth int
		opts  []bbql.Option
		err   string
	}{
		{depth: 256},
		{depth: 257, err: "1:257: parentheses may be nested 256 deep: flatten the query or raise the limit of MaxDepth"},
		{depth: 3, opts: []bbql.Option{bbql.MaxDepth(2)}, err: "1:3: parentheses may be nested 2 deep: flatten the query or raise the limit of MaxDepth"},
		{depth: 10_000, opts: []bbql.Option{bbql.MaxDepth(1_000_000)}},
		{depth: 10_001, opts: []bbql.Option{bbql.MaxDepth(1_000_000)}, err: "1:10001: parentheses may be nested 10000 deep: flatten the query or raise the limit of MaxDepth"},
	}
	for _, test := range tests {
		t.Run(fmt.Sprint(test.depth), func(t *testing.T) {
			_, err := bbql.Parse(nest(test.depth), test.opts...)
			checkError(t, err, test.err)
		})
	}
	if _, err := bbql.Parse(strings.Repeat("(", 256) + `a IN ("x")` + strings.Repeat(")", 256)); err != nil {
		t.Errorf("the parentheses of a list count as nesting: %v", err)
	}
}

func TestLength(t *testing.T) {
	text := func(n int) string { return `a = "` + strings.Repeat("x", n-6) + `"` }
	_, err := bbql.Parse(text(64 << 10))
	checkError(t, err, "")
	_, err = bbql.Parse(text(64<<10 + 1))
	checkError(t, err, "1:65537: a query may have 65536 bytes, this one has 65537: shorten it or raise the limit of MaxBytes")
	_, err = bbql.ParseSort(strings.Repeat("a", 11), bbql.MaxBytes(10))
	checkError(t, err, "1:11: a sort key may have 10 bytes, this one has 11: shorten it or raise the limit of MaxBytes")
}

func TestListLength(t *testing.T) {
	list := func(n int) string { return "a IN (" + strings.Repeat("1,", n-1) + "1)" }
	_, err := bbql.Parse(list(10_000))
	checkError(t, err, "")
	_, err = bbql.Parse(list(10_001))
	checkError(t, err, "1:20006: a list may have 10000 values: split the query or raise the limit of MaxList")
	_, err = bbql.Parse(list(3)+" OR "+list(2), bbql.MaxList(3))
	checkError(t, err, "")
	_, err = bbql.Parse(list(3)+" OR "+list(4), bbql.MaxList(3))
	checkError(t, err, "1:28: a list may have 3 values: split the query or raise the limit of MaxList")
}

// checkError compares the text of an error; "" wants none.
func checkError(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("error\n got: %s\nwant: %s", got, want)
	}
}

// contexts are the places of a query where a repeated text is read in different
// ways.
var contexts = []string{"", "a ", "a = ", "a IN (", "a = 1 ", "a = 2024-01-01", "a = x", "a."}

// TestTimeIsLinear repeats every character, and pairs of those that mean
// something, in every context.
func TestTimeIsLinear(t *testing.T) {
	const special = " \"'(),-.;=[1a"
	for c := byte(' '); c < 0x7f; c++ {
		checkLinear(t, string(c), contexts...)
	}
	for _, c := range special {
		for _, d := range special {
			checkLinear(t, string([]rune{c, d}), "", "a = ")
		}
	}
	units := []string{
		"[0]a", "[].", "\u00a0", "“", "«x ", "„", "é", " AND ", " OR a ", "NOT ", " IN ", "a = ", "x, ",
		"a:", "a(", "{a}", "\x00", "\xff", "-x", `\"`, "x;", "x; ", "a = 1 ", "<a", "2024-01-01 ", "-- ",
	}
	for _, unit := range units {
		checkLinear(t, unit, contexts...)
	}
}

// checkLinear fails the test if a text that repeats unit takes so long that its
// time can't have grown with its length alone.
func checkLinear(t *testing.T, unit string, contexts ...string) {
	t.Helper()
	const short, long = 2 << 10, 24 << 10
	for _, context := range contexts {
		text := func(n int) string { return context + strings.Repeat(unit, n/len(unit)) }
		took := quickest(1, text(long))
		if took < patience/40 {
			continue // whatever it grows with
		}
		if limit := 3 * long / short * quickest(5, text(short)); quickest(4, text(long)) > limit {
			t.Errorf("%q and %q repeated: %v, and more than %v", context, unit, took, limit)
		}
	}
}

// quickest returns the least time that Parse takes of so many times.
func quickest(times int, text string) time.Duration {
	least := time.Hour
	for range times {
		least = min(least, stopwatch.Used(func() { _, _ = bbql.Parse(text) }))
	}
	return least
}
