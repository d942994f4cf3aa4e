package builder

import (
	"time"

	"github.com/bbql/go-bbql/ast"
)

// A Time is a field that holds datetimes. They are compared as instants, and
// written with the numeric offset of the time.Time (rule Y9), cut to microseconds,
// which is all that the API's own datetimes have. A time that is not of the years
// 0 to 9999 is an error when built.
type Time string

// Eq returns field = t.
func (f Time) Eq(t time.Time) Expr { return compare(ast.Path(f), ast.OpEq, t) }

// Ne returns field != t, the complement of Eq: it also holds where the field is
// null or missing.
func (f Time) Ne(t time.Time) Expr { return compare(ast.Path(f), ast.OpNe, t) }

// After returns field > t.
func (f Time) After(t time.Time) Expr { return compare(ast.Path(f), ast.OpGt, t) }

// Since returns field >= t.
func (f Time) Since(t time.Time) Expr { return compare(ast.Path(f), ast.OpGe, t) }

// Before returns field < t.
func (f Time) Before(t time.Time) Expr { return compare(ast.Path(f), ast.OpLt, t) }

// Until returns field <= t.
func (f Time) Until(t time.Time) Expr { return compare(ast.Path(f), ast.OpLe, t) }

// Between returns the two comparisons from <= field < to, so that ranges can
// follow each other. A range without instants is an error when built.
func (f Time) Between(from, to time.Time) Expr { return between(ast.Path(f), from, to) }

// OnDay returns the two comparisons that hold for the day of t in its location,
// from its first instant up to that of the next day.
func (f Time) OnDay(t time.Time) Expr { return onDay(ast.Path(f), t) }

// IsNull returns field = null, which also holds where the field is missing.
func (f Time) IsNull() Expr { return isNull(ast.Path(f), ast.OpEq) }

// IsNotNull returns field != null.
func (f Time) IsNotNull() Expr { return isNull(ast.Path(f), ast.OpNe) }

// Asc returns the field as an ascending sort key, the oldest first.
func (f Time) Asc() ast.SortKey { return ascending(ast.Path(f)) }

// Desc returns the field as a descending sort key, the newest first.
func (f Time) Desc() ast.SortKey { return descending(ast.Path(f)) }

func onDay(field ast.Path, t time.Time) Expr {
	year, month, day := t.Date()
	return between(field,
		firstInstant(year, month, day, t.Location()),
		firstInstant(year, month, day+1, t.Location()))
}

// firstInstant returns when a day begins. Where clocks are set at midnight the
// day may have two midnights, or none and begin when they are set.
func firstInstant(year int, month time.Month, day int, loc *time.Location) time.Time {
	wanted := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	near := time.Date(year, month, day, 0, 0, 0, 0, loc)
	start, end := near.ZoneBounds()
	if !start.IsZero() {
		if t, ok := midnight(wanted, start.Add(-1)); ok && t.Before(start) {
			return t
		}
	}
	if t, ok := midnight(wanted, near); ok {
		return t
	}
	if _, offset := near.Zone(); near.Add(time.Duration(offset) * time.Second).Before(wanted) {
		return end
	}
	return start
}

// midnight returns when a clock with the offset of the instant at shows the
// wall time wanted, given in UTC, and whether clocks had that offset then.
func midnight(wanted, at time.Time) (time.Time, bool) {
	_, offset := at.Zone()
	t := wanted.Add(-time.Duration(offset) * time.Second).In(at.Location())
	_, actual := t.Zone()
	return t, actual == offset
}
