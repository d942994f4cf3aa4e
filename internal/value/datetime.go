package value

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// Precision says how much of a datetime was written. From [Second] on, each
// further step is one fraction digit: Second+3 is milliseconds.
type Precision int8

// The precisions without fraction digits, and the finest one.
const (
	Day Precision = iota
	Minute
	Second
	Nanosecond = Second + 9
)

// A DateTime is an instant as written in the form of rule Y9.
type DateTime struct {
	Instant
	Offset    int32     // seconds east of UTC; 0 where none was written
	HasOffset bool      // whether an offset was written
	Precision Precision // what was written of the time
}

// Time returns the instant in the offset that was written, or in UTC.
func (t DateTime) Time() time.Time {
	u := t.Instant.Time()
	if t.Offset == 0 {
		return u
	}
	return u.In(time.FixedZone("", int(t.Offset)))
}

// A Fault says why a text that looks like a datetime is none: bytes Start to
// End of it are wrong for the reason Msg. The zero Fault is no fault.
type Fault struct {
	Start, End int
	Msg        string
}

// ParseDateTime reads the form of rule Y9 and nothing else. Where s has not
// that form, or names a date or time that does not exist, the Fault says why.
func ParseDateTime(s string) (DateTime, Fault) {
	p := dateTimeParser{s: s}
	t := p.dateTime()
	if p.fault.Msg != "" {
		return DateTime{}, p.fault
	}
	return t, Fault{}
}

// dateTimeParser reads left to right; after its first fault it reads zeros.
type dateTimeParser struct {
	s     string
	i     int
	fault Fault
}

func (p *dateTimeParser) dateTime() DateTime {
	year := p.digits(4, "a date is written YYYY-MM-DD")
	p.expect('-', "a date is written YYYY-MM-DD")
	month := p.number(1, 12, "there are 12 months, 01 to 12")
	p.expect('-', "a date is written YYYY-MM-DD")
	day := p.number(1, 31, "days go from 01 to 31")
	if day > 28 && p.fault.Msg == "" && day > daysIn(year, month) {
		p.fail(p.i-2, p.i, fmt.Sprintf("%v %04d ends on day %d",
			time.Month(month), year, daysIn(year, month)))
	}
	t := DateTime{Precision: Day}
	var c clock
	if p.i < len(p.s) {
		c = p.clock(&t)
		p.offset(&t)
	}
	if p.i < len(p.s) {
		p.fail(p.i, len(p.s), "a datetime ends before this")
	}
	if p.fault.Msg != "" {
		return DateTime{}
	}
	t.Unix = unix(date{year, month, day}, c) - int64(t.Offset)
	return t
}

type (
	date  struct{ year, month, day int }
	clock struct{ hour, minute, second int }
)

// unix returns the seconds since 1970-01-01 in UTC.
func unix(d date, c clock) int64 {
	days := daysBefore(d.year, d.month) + d.day - 1
	return int64(days)*86400 + int64(c.hour*3600+c.minute*60+c.second)
}

// clock reads Thh:mm, then optionally :ss and a fraction.
func (p *dateTimeParser) clock(t *DateTime) clock {
	var c clock
	p.expect('T', "the time follows the date after an upper-case T")
	c.hour = p.number(0, 23, "hours go from 00 to 23")
	p.expect(':', "a time is written hh:mm")
	c.minute = p.number(0, 59, "minutes go from 00 to 59")
	t.Precision = Minute
	if !p.accept(':') {
		return c
	}
	c.second = p.number(0, 59, "seconds go from 00 to 59")
	t.Precision = Second
	if p.accept('.') {
		p.fraction(t)
	}
	return c
}

// fraction reads 1 to 9 digits.
func (p *dateTimeParser) fraction(t *DateTime) {
	n := digitsPrefix(p.s[p.i:])
	if n == 0 || n > 9 {
		p.fail(p.i, p.i+n, "a fraction of a second has 1 to 9 digits")
		return
	}
	for k := range 9 {
		t.Nanos *= 10
		if k < n {
			t.Nanos += int32(p.s[p.i+k] - '0')
		}
	}
	p.i += n
	t.Precision = Second + Precision(n)
}

// offset reads Z, +hh:mm, -hh:mm, +hhmm, -hhmm or nothing.
func (p *dateTimeParser) offset(t *DateTime) {
	if p.i == len(p.s) {
		return
	}
	t.HasOffset = true
	if p.accept('Z') {
		return
	}
	sign := int32(1)
	if p.accept('-') {
		sign = -1
	} else {
		p.expect('+', "an offset is written Z, +hh:mm or -hh:mm")
	}
	hours := p.number(0, 23, "an offset is written +hh:mm or -hh:mm, to 23:59 at most")
	p.accept(':')
	minutes := p.number(0, 59, "an offset is written +hh:mm or -hh:mm, to 23:59 at most")
	t.Offset = sign * int32(hours*3600+minutes*60)
}

// fail keeps the first fault; one that ends within a character takes all of it.
func (p *dateTimeParser) fail(start, end int, msg string) {
	if p.fault.Msg != "" {
		return
	}
	end = max(start, min(end, len(p.s)))
	for end < len(p.s) && !utf8.RuneStart(p.s[end]) {
		end++
	}
	p.fault = Fault{start, end, msg}
}

func (p *dateTimeParser) accept(c byte) bool {
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *dateTimeParser) expect(c byte, msg string) {
	if !p.accept(c) {
		p.fail(p.i, p.i+1, msg)
	}
}

// number reads two digits that spell lo to hi.
func (p *dateTimeParser) number(lo, hi int, msg string) int {
	start := p.i
	n := p.digits(2, msg)
	if n < lo || n > hi {
		p.fail(start, p.i, msg)
	}
	return n
}

func (p *dateTimeParser) digits(count int, msg string) int {
	n := 0
	for k := range count {
		if p.i+k >= len(p.s) || !isDigit(p.s[p.i+k]) {
			p.fail(p.i, p.i+k+1, msg)
			return 0
		}
		n = n*10 + int(p.s[p.i+k]-'0')
	}
	p.i += count
	return n
}

// daysIn returns the length of a month of the proleptic Gregorian calendar.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// daysBefore returns how many days lie between 1970-01-01 and the first of a
// month. Years begin in March here, so that a leap day is the last of its year.
// Time.Date takes several times as long, which is most of a comparison.
func daysBefore(year, month int) int {
	const era = 400*365 + 97    // days of 400 years
	const origin = 719468 + era // days until 1970-01-01 from March 400 years before the year 0
	y, m := uint32(year+400), uint32(month)
	if m < 3 {
		y, m = y-1, m+12
	}
	return int(365*y+y/4-y/100+y/400+(153*m-457)/5) - origin
}
