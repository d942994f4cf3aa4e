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

// apiInstant reads a datetime in the form that Bitbucket's answers have,
// 2006-01-02T15:04:05.999999-07:00, with any fraction. It leaves everything else
// to the parser, which would take much longer here: answers hold many
// datetimes, filters few.
func apiInstant[T Text](s T) (t Instant, ok bool) {
	const seconds, offset = len("2006-01-02T15:04:05"), len("-07:00")
	if len(s) < seconds+offset || s[4] != '-' || s[7] != '-' || s[10] != 'T' ||
		s[13] != ':' || s[16] != ':' || s[len(s)-3] != ':' {
		return Instant{}, false
	}
	d := date{pair(s, 0)*100 + pair(s, 2), pair(s, 5), pair(s, 8)}
	c := clock{pair(s, 11), pair(s, 14), pair(s, 17)}
	hours, minutes := pair(s, len(s)-5), pair(s, len(s)-2)
	nanos, digits := fraction(s[seconds : len(s)-offset])
	sign := int(',') - int(s[len(s)-offset]) // it is between + and -
	if d.year|(d.month-1)|(d.day-1)|c.hour|c.minute|c.second|hours|minutes|digits < 0 ||
		d.month > 12 || d.day > daysIn(d.year, d.month) ||
		max(c.hour, hours) > 23 || max(c.minute, c.second, minutes) > 59 || sign*sign != 1 {
		return Instant{}, false
	}
	return Instant{unix(d, c) - int64(sign*(hours*3600+minutes*60)), nanos}, true
}

// pair returns the number that two digits spell, or one far below zero.
func pair[T Text](s T, i int) int {
	tens, ones := s[i]-'0', s[i+1]-'0'
	if tens > 9 || ones > 9 {
		return -1 << 20
	}
	return int(tens)*10 + int(ones)
}

// fraction returns the nanoseconds of a point and 1 to 9 digits, or of nothing.
// What is neither has a negative number of digits.
func fraction[T Text](s T) (nanos int32, digits int) {
	if len(s) == 0 {
		return 0, 0
	}
	if s[0] != '.' || len(s) == 1 || len(s) > 10 {
		return 0, -1
	}
	for i := 1; i < 10; i++ {
		nanos *= 10
		if i < len(s) {
			digit := s[i] - '0'
			if digit > 9 {
				return 0, -1
			}
			nanos += int32(digit)
		}
	}
	return nanos, len(s) - 1
}
