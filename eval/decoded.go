package eval

import (
	"encoding/json"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// This file looks for leaves in decoded JSON. It does what a walk does, for the
// types that encoding/json decodes into, and leaves other Go values to one.

// probeDecoded reports whether some leaf of an object satisfies the condition.
func (t *test) probeDecoded(m map[string]any) (bool, error) {
	p := t.path
	if len(p.names) >= jsonscan.MaxDepth {
		return t.decodedObject(m, p.tree, 0) // which counts
	}
	for i, name := range p.names {
		v := m[name]
		next, ok := v.(map[string]any)
		if !ok {
			return t.decoded(v, p.nodes[i], i+1)
		}
		m = next
	}
	v := m[p.last]
	if text, ok := v.(string); ok { // as most are
		return t.condition.holdsForText(kindString, text), nil
	}
	if f, ok := v.(float64); ok && isFinite(f) {
		return t.condition.holdsForFloat(f), nil
	}
	return t.decoded(v, p.nodes[len(p.names)], len(p.names)+1)
}

// isFinite reports whether f is neither infinite nor no number.
func isFinite(f float64) bool { return f-f == 0 }

// decodedObject reports whether a leaf below an object, which is inside depth
// others and arrays, satisfies the condition. The node is of the path's own
// tree.
func (t *test) decodedObject(m map[string]any, n *node, depth int) (bool, error) {
	if depth == jsonscan.MaxDepth {
		return false, tooDeep()
	}
	if n.path == noPath {
		kid := n.kids[0]
		return t.decoded(m[kid.name], kid, depth+1)
	}
	switch name := m[n.standIn].(type) {
	case nil, bool, map[string]any, []any:
		return holds(&t.condition, leaf{kind: kindObject}), nil
	case string:
		return t.condition.holdsForText(kindObject, name), nil
	}
	return t.walkGo(m, n, depth)
}

// decoded is decodedObject for any value, nil for a missing one.
func (t *test) decoded(v any, n *node, depth int) (bool, error) {
	isEnd := n.path != noPath
	switch v := v.(type) {
	case nil:
		return false, nil // null satisfies no condition
	case string:
		return isEnd && t.condition.holdsForText(kindString, v), nil
	case map[string]any:
		if v == nil {
			return false, nil
		}
		return t.decodedObject(v, n, depth)
	case []any:
		return t.decodedArray(v, n, depth)
	case bool:
		return isEnd && holds(&t.condition, boolLeaf(v)), nil
	case float64:
		if isFinite(v) {
			return isEnd && t.condition.holdsForFloat(v), nil
		}
	case json.Number:
		if text := string(v); jsonscan.IsNumber(text) {
			return isEnd && holds(&t.condition, numberLeaf(text)), nil
		}
	}
	return t.walkGo(v, n, depth)
}

func (t *test) decodedArray(a []any, n *node, depth int) (bool, error) {
	if depth == jsonscan.MaxDepth {
		return false, tooDeep()
	}
	if n.path == noPath && n.kids[0].path != noPath && depth+2 < jsonscan.MaxDepth {
		return t.decodedMember(a, n, depth)
	}
	for _, v := range a {
		if hit, err := t.decoded(v, n, depth+1); hit || err != nil {
			return hit && err == nil, err
		}
	}
	return false, nil
}

// decodedMember is decodedArray for a path that ends with a member of the
// array's elements, such as reviewers.nickname: most do.
func (t *test) decodedMember(a []any, n *node, depth int) (hit bool, err error) {
	end := n.kids[0]
	for _, v := range a {
		m, ok := v.(map[string]any)
		if !ok {
			hit, err = t.decoded(v, n, depth+1)
		} else if v := m[end.name]; v != nil {
			if text, ok := v.(string); ok {
				hit = t.condition.holdsForText(kindString, text)
			} else {
				hit, err = t.decoded(v, end, depth+2)
			}
		}
		if hit || err != nil {
			return hit && err == nil, err
		}
	}
	return false, nil
}

// walkGo is decoded for any Go value.
func (t *test) walkGo(v any, n *node, depth int) (bool, error) {
	found := testVisitor{condition: &t.condition}
	w := goWalk{types: t.path.types, visitor: &found, depth: depth}
	err := w.value(goValue{decoded: v}, n)
	return found.hit && err == nil, err
}
