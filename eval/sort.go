package eval

import (
	"fmt"
	"slices"

	"github.com/bbql/go-bbql/ast"
)

// Sort sorts items by a key, in place; a nil key leaves them as they are. An
// item is anything that [Matcher.Match] takes.
//
// The order is stable in both directions. Ascending, null and missing keys
// come last, descending first (rule O1, assumed); before them come booleans,
// false first, then numbers by value, then strings (O2, assumed). Strings are
// ordered by instant where their type is datetime or all keys have the form of
// one, as their type declares for ordered enumerations, naturally where the
// type says so (O4, documented), and else by code point. The key of an item is
// the first value that the path yields, where an object stands for its name
// (O3, assumed).
//
// Strings that are no datetime, or not in the enumeration, where their type
// calls for it, follow those that are.
//
// An error says which item is no object, and is a [*DataError] by [errors.As];
// or that the key's path is none. The items are then as they were.
func Sort[T any](items []T, key *ast.SortKey, opts ...Option) error {
	if key == nil {
		return nil
	}
	order, err := NewOrder(key, opts...)
	if err != nil {
		return err
	}
	type entry struct {
		begin, end int // of the key
		item       T
	}
	var keys []byte
	entries := make([]entry, len(items))
	for i, item := range items {
		begin := len(keys)
		if keys, err = order.Key(keys, item); err != nil {
			return fmt.Errorf("item %d: %w", i, err)
		}
		entries[i] = entry{begin, len(keys), item}
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return order.Compare(keys[a.begin:a.end], keys[b.begin:b.end])
	})
	for i := range entries {
		items[i] = entries[i].item
	}
	return nil
}
