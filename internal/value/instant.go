package value

import (
	"cmp"
	"time"
)

// An Instant is a point in time, as a [DateTime] without how it was written.
type Instant struct {
	Unix  int64 // seconds since 1970-01-01T00:00:00Z
	Nanos int32 // nanoseconds within the second, 0 to 999,999,999
}

// InstantOf returns the instant of t.
func InstantOf(t time.Time) Instant {
	return Instant{Unix: t.Unix(), Nanos: int32(t.Nanosecond())}
}

// Time returns the instant in UTC.
func (t Instant) Time() time.Time { return time.Unix(t.Unix, int64(t.Nanos)).UTC() }

// Compare returns -1, 0 or +1 as t is before, at or after u (rule M7).
func (t Instant) Compare(u Instant) int {
	if c := cmp.Compare(t.Unix, u.Unix); c != 0 {
		return c
	}
	return cmp.Compare(t.Nanos, u.Nanos)
}

// ParseInstant reads what [ParseDateTime] reads, for texts that may as well be no
// datetime, such as the strings in answers. It is the faster one.
func ParseInstant[T Text](s T) (t Instant, ok bool) {
	const shortest, longest = len("2006-01-02"), len("2006-01-02T15:04:05.000000000+00:00")
	if len(s) < shortest || len(s) > longest || s[4] != '-' {
		return Instant{}, false
	}
	if t, ok := apiInstant(s); ok {
		return t, true
	}
	d, fault := ParseDateTime(string(s))
	return d.Instant, fault.Msg == ""
}

// apiInstant reads a datetime in the forms that APIs write: with seconds, with or
// without a fraction, and with an offset or Z, such as Bitbucket's
// 2006-01-02T15:04:05.999999+00:00. It leaves everything else to the parser, which
// takes several times as long: answers hold many datetimes, filters few.
func apiInstant[T Text](s T) (t Instant, ok bool) {
	end := len(s) - len("Z")
	if s[end] != 'Z' {
		end = len(s) - len("+00:00")
	}
	if end < seconds {
		return Instant{}, false
	}
	t.Unix, ok = wholeSeconds(s)
	if ok && end > seconds {
		t.Nanos, ok = fraction(s[:end])
	}
	if ok && end < len(s)-len("Z") && string(s[end:]) != "+00:00" {
		east, isOffset := offset(s[end-2:])
		t.Unix, ok = t.Unix-east, isOffset
	}
	return t, ok
}

// seconds is how long a datetime is until its seconds.
const seconds = len("2006-01-02T15:04:05")

// wholeSeconds reads a datetime until its seconds, in UTC.
func wholeSeconds[T Text](s T) (at int64, ok bool) {
	s = s[:seconds]
	years, notYears := pairsOf(wordAt(s), wordAt("0000-00-"), wordAt("vvvv\x7fvv\x7f"))
	days, notDays := pairsOf(wordAt(s[3:]), wordAt("0-00-00T"), wordAt("v\x7fvv\x7fvv\x7f"))
	times, notTimes := pairsOf(wordAt(s[11:]), wordAt("00:00:00"), wordAt("vv\x7fvv\x7fvv"))
	d := date{pair(years, 0)*100 + pair(years, 2), pair(years, 5), pair(days, 5)}
	c := clock{pair(times, 0), pair(times, 3), pair(times, 6)}
	if notYears|notDays|notTimes != 0 || !d.exists() || !c.exists() {
		return 0, false
	}
	return unix(d, c), true
}

// exists reports whether there is such a day.
func (d date) exists() bool {
	return 1 <= d.month && d.month <= 12 && 1 <= d.day &&
		(d.day <= 28 || d.day <= daysIn(d.year, d.month))
}

// exists reports whether there is such a time, other than a leap second.
func (c clock) exists() bool { return c.hour <= 23 && c.minute <= 59 && c.second <= 59 }

// pairsOf reads a word of digits and separators. The number that two digits spell is
// in the byte of the first one. If the word is of another form, not is other than 0.
//
// The form is that of zeros: separators, and 0 for digits. What it leaves of the
// word has room beside it in a byte, below the highest bit, for numbers up to 9 where
// room is v, for nothing but 0 where it is DEL.
func pairsOf(word, zeros, room uint64) (pairs, not uint64) {
	digits := word ^ zeros
	return digits*10 + digits>>8, (digits | (digits + room)) & highs
}

// pair returns the number in the byte i of pairs.
func pair(pairs uint64, i int) int { return int(byte(pairs >> (8 * i))) }

// fraction reads what follows the seconds in s, as nanoseconds: a point and 1 to
// 9 digits.
func fraction[T Text](s T) (nanos int32, ok bool) {
	n := len(s) - seconds - len(".")
	if n == 0 || n > 9 || s[seconds] != '.' {
		return 0, false
	}
	if n == 9 {
		nanos = int32(s[len(s)-1]) - '0'
		s, n = s[:len(s)-1], 8
	}
	word := (wordAt(s[len(s)-8:]) ^ ones*'0') >> (64 - 8*n)
	pairs, not := pairsOf(word, 0, ones*'v') // in the bytes 0, 2, 4 and 6, as far as there are any
	// Each product has in its upper half the sum of two pairs, times what they count in
	// tens of nanoseconds.
	const quarters = 0x000000ff_000000ff
	tens := pairs&quarters*(100+1e6<<32) + pairs>>16&quarters*(1+1e4<<32)
	return nanos + int32(tens>>32)*10, not == 0 && 0 <= nanos && nanos <= 9
}

// offset reads the seconds east of UTC that s ends with, behind two bytes of
// something else.
func offset[T Text](s T) (seconds int64, ok bool) {
	pairs, not := pairsOf(wordAt(s)>>24, wordAt("00:00\x00\x00\x00"), wordAt("vv\x7fvv\x7f\x7f\x7f"))
	hours, minutes := pair(pairs, 0), pair(pairs, 3)
	seconds = int64(hours*3600 + minutes*60)
	switch {
	case not != 0 || hours > 23 || minutes > 59:
		return 0, false
	case s[2] == '-':
		return -seconds, true
	}
	return seconds, s[2] == '+'
}
