package value

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestCalendar compares the days with those of package time.
func TestCalendar(t *testing.T) {
	for d := time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() < 10000; d = d.AddDate(0, 1, 0) {
		year, month := d.Year(), int(d.Month())
		if got, want := int64(daysBefore(year, month))*86400, d.Unix(); got != want {
			t.Fatalf("%v begins at %d, want %d", d, got, want)
		}
		if got, want := daysIn(year, month), d.AddDate(0, 1, -1).Day(); got != want {
			t.Fatalf("%v has %d days, want %d", d, got, want)
		}
	}
}

// TestAPIInstant compares the two ways to read a datetime: on the API's form
// both succeed, and on what is nearly so they say the same.
func TestAPIInstant(t *testing.T) {
	zones := []string{"-07:00", "Z07:00"}
	const alphabet = "0123456789-+:.TZ /,;\xff"
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		at := time.Unix(random.Int64N(250e9), random.Int64N(1e9)).In(
			time.FixedZone("", 60*(random.IntN(2*1439)-1439)*random.IntN(2)))
		layout := "2006-01-02T15:04:05" + ".000000000"[:random.IntN(11)]
		text := at.Format(strings.TrimSuffix(layout, ".") + zones[random.IntN(len(zones))])
		if _, ok := apiInstant(text); !ok {
			t.Fatalf("%s is left to the parser", text)
		}
		b := []byte(text)
		for range random.IntN(3) {
			b[random.IntN(len(b))] = alphabet[random.IntN(len(alphabet))]
		}
		quick, ok := apiInstant(string(b))
		if same, also := apiInstant(b); same != quick || also != ok {
			t.Fatalf("%s: %+v as text, %+v as bytes", b, quick, same)
		}
		p := dateTimeParser{s: string(b)}
		if slow := p.dateTime(); ok && (quick != slow.Instant || p.fault.Msg != "") {
			t.Fatalf("%s: %+v, the parser says %+v %s", b, quick, slow, p.fault.Msg)
		}
	}
}
