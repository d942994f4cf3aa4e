package value_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/bbql/go-bbql/internal/value"
)

func TestParseDateTime(t *testing.T) {
	const millisecond, microsecond = value.Second + 3, value.Second + 6
	tests := []struct {
		text      string
		utc       string // the instant, as time.RFC3339Nano prints it
		precision value.Precision
		hasOffset bool
	}{
		{"2015-03-04", "2015-03-04T00:00:00Z", value.Day, false},
		{"2015-03-04T14:08", "2015-03-04T14:08:00Z", value.Minute, false},
		{"2015-03-04T14:08Z", "2015-03-04T14:08:00Z", value.Minute, true},
		{"2015-03-04T14:08:59", "2015-03-04T14:08:59Z", value.Second, false},
		{"2015-03-04T14:08:59Z", "2015-03-04T14:08:59Z", value.Second, true},
		{"2015-03-04T14:08:59+02:00", "2015-03-04T12:08:59Z", value.Second, true},
		{"2015-03-04T14:08:59-0230", "2015-03-04T16:38:59Z", value.Second, true},
		{"2015-03-04T14:08+0000", "2015-03-04T14:08:00Z", value.Minute, true},
		{"2015-03-04T14:08-00:00", "2015-03-04T14:08:00Z", value.Minute, true},
		{"2015-03-04T14:08:59.1", "2015-03-04T14:08:59.1Z", value.Second + 1, false},
		{"2015-03-04T14:08:59.120", "2015-03-04T14:08:59.12Z", millisecond, false},
		{"2015-03-04T14:08:59.000001+00:00", "2015-03-04T14:08:59.000001Z", microsecond, true},
		{"2015-03-04T14:08:59.123456789Z", "2015-03-04T14:08:59.123456789Z", value.Nanosecond,
			true},
		{"2015-03-04T14:08:59.000000000", "2015-03-04T14:08:59Z", value.Nanosecond, false},
		{"2015-03-04T00:30+23:59", "2015-03-03T00:31:00Z", value.Minute, true},
		{"2015-03-04T23:30-23:59", "2015-03-05T23:29:00Z", value.Minute, true},
		{"2024-02-29", "2024-02-29T00:00:00Z", value.Day, false},
		{"2000-02-29", "2000-02-29T00:00:00Z", value.Day, false},
		{"1969-12-31T23:59:59.5", "1969-12-31T23:59:59.5Z", value.Second + 1, false},
		{"0000-02-29", "0000-02-29T00:00:00Z", value.Day, false},
		{"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", value.Second, true},
		{"9999-12-31T23:59:59.999999999", "9999-12-31T23:59:59.999999999Z", value.Nanosecond,
			false},
	}
	for _, test := range tests {
		got, fault := value.ParseDateTime(test.text)
		if fault != (value.Fault{}) {
			t.Errorf("ParseDateTime(%q) fails: %+v", test.text, fault)
			continue
		}
		if utc := got.Time().UTC().Format(time.RFC3339Nano); utc != test.utc {
			t.Errorf("ParseDateTime(%q) is %s, want %s", test.text, utc, test.utc)
		}
		if got.Precision != test.precision || got.HasOffset != test.hasOffset {
			t.Errorf("ParseDateTime(%q) has precision %d, offset %t; want %d, %t",
				test.text, got.Precision, got.HasOffset, test.precision, test.hasOffset)
		}
		if quick, ok := value.ParseInstant(test.text); !ok || quick != got.Instant {
			t.Errorf("ParseInstant(%q) = %+v, %t, want %+v", test.text, quick, ok, got.Instant)
		}
	}
}

func TestDateTimeFaults(t *testing.T) {
	const (
		date    = "a date is written YYYY-MM-DD"
		months  = "there are 12 months, 01 to 12"
		days    = "days go from 01 to 31"
		upperT  = "the time follows the date after an upper-case T"
		clock   = "a time is written hh:mm"
		hours   = "hours go from 00 to 23"
		minutes = "minutes go from 00 to 59"
		seconds = "seconds go from 00 to 59"
		frac    = "a fraction of a second has 1 to 9 digits"
		offset  = "an offset is written Z, +hh:mm or -hh:mm"
		farther = "an offset is written +hh:mm or -hh:mm, to 23:59 at most"
		ends    = "a datetime ends before this"
	)
	tests := []struct{ text, bad, msg string }{
		{"", "", date},
		{"2", "2", date},
		{"2024", "", date},
		{"yesterday", "y", date},
		{"+2024-01-01", "+", date},
		{"-001-01-01", "-", date},
		{"12024-01-01", "4", date},
		{"2024/01/01", "/", date},
		{"2024é01-01", "é", date},
		{"2024-", "", months},
		{"2024-1-01", "1-", months},
		{"2024-0é-01", "0é", months},
		{"2024-13-01", "13", months},
		{"2024-00-01", "00", months},
		{"2024-01", "", date},
		{"2024-01-1", "1", days},
		{"2024-01-00", "00", days},
		{"2024-01-32", "32", days},
		{"2024-02-30", "30", "February 2024 ends on day 29"},
		{"2023-02-29", "29", "February 2023 ends on day 28"},
		{"1900-02-29", "29", "February 1900 ends on day 28"},
		{"2024-04-31", "31", "April 2024 ends on day 30"},
		{"2015-02-30T25:00", "30", "February 2015 ends on day 28"},
		{"2024-01-01t00:00", "t", upperT},
		{"2024-01-01 00:00", " ", upperT},
		{"2024-01-01Z", "Z", upperT},
		{"2024-01-01+02:00", "+", upperT},
		{"2024-01-01T", "", hours},
		{"2024-01-01T24:00", "24", hours},
		{"2024-01-01T00", "", clock},
		{"2024-01-01T00.00", ".", clock},
		{"2024-01-01T00:60", "60", minutes},
		{"2024-01-01T00:0", "0", minutes},
		{"2024-01-01T00:00:60", "60", seconds},
		{"2024-01-01T23:59:60Z", "60", seconds},
		{"2024-01-01T00:00:5", "5", seconds},
		{"2024-01-01T00:00:00.", "", frac},
		{"2024-01-01T00:00:00.Z", "", frac},
		{"2024-01-01T00:00:00.+00:00", "", frac},
		{"2024-01-01T00:00:00.+02:00", "", frac},
		{"2024-01-01T00:00:00.0123456789", "0123456789", frac},
		{"2024-01-01T00:00:00,5", ",", offset},
		{"2024-01-01T00:00.5", ".", offset},
		{"2024-01-01T00:00z", "z", offset},
		{"2024-01-01T00:00:00 02:00", " ", offset},
		{"2024-01-01T00:00\u221202:00", "\u2212", offset},
		{"2024-01-01T00:00+24:00", "24", farther},
		{"2024-01-01T00:00-23:60", "60", farther},
		{"2024-01-01T00:00+5:30", "5:", farther},
		{"2024-01-01T00:00+05", "", farther},
		{"2024-01-01T00:00+05:", "", farther},
		{"2024-01-01T00:00+053", "3", farther},
		{"2024-01-01T00:00:00Zx", "x", ends},
		{"2024-01-01T00:00:00Z ", " ", ends},
		{"2024-01-01T00:00:00+02:00:00", ":00", ends},
	}
	for _, test := range tests {
		got, fault := value.ParseDateTime(test.text)
		if got != (value.DateTime{}) {
			t.Errorf("ParseDateTime(%q) = %+v beside a fault, want zero", test.text, got)
		}
		if bad := test.text[fault.Start:fault.End]; bad != test.bad || fault.Msg != test.msg {
			t.Errorf("ParseDateTime(%q) blames %q: %q, want %q: %q",
				test.text, bad, fault.Msg, test.bad, test.msg)
		}
		if got, ok := value.ParseInstant(test.text); ok {
			t.Errorf("ParseInstant(%q) = %+v, want nothing", test.text, got)
		}
	}
}

// Any text of fields in and somewhat out of range means to ParseDateTime what
// it means to package time.
func TestParseDateTimeAgainstTime(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 6))
	valid := 0
	for range 50_000 {
		text := randomRFC3339(r)
		want, err := time.Parse(time.RFC3339Nano, text)
		got, fault := value.ParseDateTime(text)
		if (err == nil) != (fault.Msg == "") {
			t.Fatalf("ParseDateTime(%q) says %q, time.Parse %v", text, fault.Msg, err)
		}
		if err != nil {
			continue
		}
		valid++
		_, offset := want.Zone()
		if !got.Time().Equal(want) || int(got.Offset) != offset {
			t.Fatalf("ParseDateTime(%q) = %v, want %v", text, got.Time(), want)
		}
	}
	if valid < 10_000 {
		t.Errorf("only %d texts were valid", valid)
	}
}

// No text makes ParseDateTime panic, and each fault lies within the text and
// between its characters.
func TestDateTimeFaultsLieInText(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 6))
	for range 50_000 {
		text := mangle(r, randomRFC3339(r))
		_, f := value.ParseDateTime(text)
		if f == (value.Fault{}) {
			continue
		}
		if f.Start < 0 || f.Start > f.End || f.End > len(text) || f.Msg == "" {
			t.Fatalf("ParseDateTime(%q): fault %+v", text, f)
		}
		if !utf8.ValidString(text[f.Start:f.End]) {
			t.Fatalf("ParseDateTime(%q): fault %+v splits a character", text, f)
		}
	}
}

func TestDateTimeOrder(t *testing.T) {
	ascending := []string{
		"2024-01-01T00:00+02:00",
		"2023-12-31T23:00:00",
		"2024-01-01",
		"2024-01-01T00:00:00.000000001",
		"2024-01-01T00:00:00.1-00:00",
		"2024-01-01T00:00:01Z",
		"2024-01-01T00:00-00:01",
	}
	for i, a := range ascending {
		for j, b := range ascending {
			x, _ := value.ParseDateTime(a)
			y, _ := value.ParseDateTime(b)
			if got, want := x.Compare(y.Instant), sign(i-j); got != want {
				t.Errorf("Compare(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

func TestDateTimeKeepsOffset(t *testing.T) {
	tests := []struct{ text, want string }{
		{"2024-01-01T00:00:00", "2024-01-01T00:00:00Z"},
		{"2024-01-01T00:00:00+00:00", "2024-01-01T00:00:00Z"},
		{"2024-01-01T00:00:00+05:30", "2024-01-01T00:00:00+05:30"},
		{"2024-01-01T00:00:00-23:59", "2024-01-01T00:00:00-23:59"},
	}
	for _, test := range tests {
		v, _ := value.ParseDateTime(test.text)
		if got := v.Time().Format(time.RFC3339); got != test.want {
			t.Errorf("Time of %q prints as %s, want %s", test.text, got, test.want)
		}
	}
}

// randomRFC3339 is often an impossible date. The offsets stay possible, since
// package time also takes +24:60.
func randomRFC3339(r *rand.Rand) string {
	text := fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:%02d", r.IntN(10_000),
		r.IntN(14), r.IntN(33), r.IntN(25), r.IntN(61), r.IntN(61))
	if r.IntN(2) == 0 {
		text += fmt.Sprintf(".%09d", r.IntN(1e9))[:2+r.IntN(9)]
	}
	if r.IntN(3) == 0 {
		return text + "Z"
	}
	return text + fmt.Sprintf("%s%02d:%02d", pick(r, "+", "-"), r.IntN(24), r.IntN(60))
}

// mangle puts something odd somewhere into s.
func mangle(r *rand.Rand, s string) string {
	i := r.IntN(len(s))
	j := min(len(s), i+r.IntN(3))
	return s[:i] + pick(r, "", "0", "é", "\U0001f600", ":", "T", " ", strings.Repeat("9",
		20)) + s[j:]
}

func BenchmarkParseInstant(b *testing.B) {
	for _, s := range []string{"2025-03-14T15:09:26.535897+00:00", "2025-03-14T15:09Z"} {
		b.Run(s, func(b *testing.B) {
			for b.Loop() {
				value.ParseInstant(s)
			}
		})
	}
}
