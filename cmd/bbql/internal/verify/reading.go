package verify

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// The ways to compare sort keys that are not those of the rules. They need not
// be what a server does: they only have to differ from the rules where it
// matters.
const (
	keysNullsMoved = "nulls moved" // nulls at the other end
	keysAsText     = "as text"     // by the characters of the value
	keysFolded     = "folded"      // the same, without minding case
	keysLast       = "last"        // the last value of an array
)

// keyReadings are those ways.
var keyReadings = [...]string{keysNullsMoved, keysAsText, keysFolded, keysLast}

// otherSelected returns the objects that the filter selects if it is read the
// other way.
func (a *question) otherSelected(objects []*object) ([]*object, error) {
	return choose(objects, func(o *object) (bool, error) {
		switch other := a.query.Other; {
		case other.Some != "":
			return a.overElements(o, other.Some, true)
		case other.Each != "":
			return a.overElements(o, other.Each, false)
		}
		return a.theirs.MatchJSON(o.raw)
	})
}

// overElements reports whether the filter holds for the object with one element
// of an array alone: for some element, or for each.
func (a *question) overElements(o *object, array ast.Path, some bool) (bool, error) {
	members, _ := o.value.(map[string]any)
	elements, _ := members[string(array)].([]any)
	for _, element := range elements {
		alone := make(map[string]any, len(members))
		for name, value := range members {
			alone[name] = value
		}
		alone[string(array)] = []any{element}
		holds, err := a.ours.Match(alone)
		if err != nil || holds == some {
			return some, err
		}
	}
	return !some && len(elements) > 0, nil
}

// otherOrder returns the objects in the order of the other reading.
func (a *question) otherOrder(objects []*object) ([]*object, error) {
	if a.otherSort != nil {
		return ordered(objects, a.otherSort, a.types)
	}
	right, err := ordered(objects, a.sort, a.types)
	if err != nil {
		return nil, err
	}
	descending := a.sort.Desc
	nullsFirst := descending != (a.query.Other.Keys == keysNullsMoved)
	slices.SortStableFunc(right, func(x, y *object) int {
		return a.compareKeys(a.otherKey(x), a.otherKey(y), nullsFirst)
	})
	return right, nil
}

// compareKeys compares two keys as the other reading does. Nil is null.
func (a *question) compareKeys(x, y *string, nullsFirst bool) int {
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil || y == nil:
		if (x == nil) == nullsFirst {
			return -1
		}
		return 1
	case a.query.Other.Keys == keysNullsMoved:
		return 0
	case a.sort.Desc:
		return strings.Compare(*y, *x)
	}
	return strings.Compare(*x, *y)
}

// otherKey returns the sort key of an object as the other reading takes it, nil
// for null.
func (a *question) otherKey(o *object) *string {
	found := present(o.value, a.sort.Field)
	if len(found) == 0 {
		return nil
	}
	v := found[0]
	if a.query.Other.Keys == keysLast {
		v = found[len(found)-1]
	}
	text := keyText(v)
	if a.query.Other.Keys == keysFolded {
		text = strings.ToLower(text)
	}
	return &text
}

func keyText(v any) string {
	if n, ok := v.(json.Number); ok {
		return n.String()
	}
	return fmt.Sprint(v)
}
