package eval_test

import (
	"cmp"
	"encoding/json"
	"math/big"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/ast"
)

// referenceOrder returns the places of objects when sorted by a key, straight
// from rules O1 to O4. The objects are decoded with json.Numbers.
func referenceOrder(objects []any, key *ast.SortKey, typ ast.FieldType) []int {
	keys := make([]any, len(objects))
	places := make([]int, len(objects))
	for i, object := range objects {
		keys[i] = sortKeyOf(object, key.Field, typ)
		places[i] = i
	}
	allTimes := !slices.ContainsFunc(keys, func(k any) bool {
		s, isText := k.(string)
		_, isTime := parseTime(s)
		return k != nil && !(isText && isTime)
	})
	slices.SortStableFunc(places, func(i, j int) int {
		a, b := keys[i], keys[j]
		if key.Desc { // O1
			a, b = b, a
		}
		return compareKeys(a, b, typ, allTimes)
	})
	return places
}

// sortKeyOf returns the first value that the path yields, nil for none (O3).
func sortKeyOf(object any, field ast.Path, typ ast.FieldType) any {
	for _, v := range yield(object, slices.Collect(field.Names())) {
		named, isObject := v.(map[string]any)
		if !isObject {
			return v
		}
		if name, ok := named[cmp.Or(typ.Key, "name")].(string); ok {
			return name
		}
	}
	return nil
}

// compareKeys compares by rules O1 and O2.
func compareKeys(a, b any, typ ast.FieldType, allTimes bool) int {
	if c := cmp.Compare(classOf(a), classOf(b)); c != 0 {
		return c
	}
	switch a := a.(type) {
	case bool:
		if a == b.(bool) {
			return 0
		} else if a {
			return 1
		}
		return -1
	case json.Number:
		x, _ := new(big.Rat).SetString(a.String())
		y, _ := new(big.Rat).SetString(b.(json.Number).String())
		return x.Cmp(y)
	case string:
		return compareTexts(a, b.(string), typ, allTimes)
	}
	return 0
}

func classOf(key any) int {
	switch key.(type) {
	case bool:
		return 0
	case json.Number:
		return 1
	case string:
		return 2
	}
	return 3
}

// compareTexts compares two strings: those that the type has a place for come
// before the others.
func compareTexts(a, b string, typ ast.FieldType, allTimes bool) int {
	order, aPlaced, bPlaced := 0, false, false
	switch {
	case typ.Natural: // O4
		return compareParts(parts(a), parts(b))
	case typ.Ordered:
		i, j := slices.Index(typ.Enum, a), slices.Index(typ.Enum, b)
		order, aPlaced, bPlaced = i-j, i >= 0, j >= 0
	case typ.Kind == ast.KindDateTime || allTimes:
		x, isTime := parseTime(a)
		y, isAlso := parseTime(b)
		order, aPlaced, bPlaced = x.Compare(y), isTime, isAlso
	}
	switch {
	case aPlaced && bPlaced:
		return order
	case aPlaced:
		return -1
	case bPlaced:
		return 1
	}
	return slices.Compare([]rune(a), []rune(b))
}

// parts cuts a text into runs of digits and single other characters.
func parts(s string) []string {
	var list []string
	for s != "" {
		n := len(s) - len(strings.TrimLeft(s, "0123456789"))
		if n == 0 {
			n = len(string([]rune(s)[:1]))
		}
		list, s = append(list, s[:n]), s[n:]
	}
	return list
}

func compareParts(a, b []string) int {
	return slices.CompareFunc(a, b, func(x, y string) int {
		m, isNumber := new(big.Int).SetString(x, 10)
		n, isAlso := new(big.Int).SetString(y, 10)
		if isNumber && isAlso {
			return cmp.Or(m.Cmp(n), cmp.Compare(len(x), len(y)))
		}
		return slices.Compare([]rune(x), []rune(y))
	})
}
