package bbqltest

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A fieldset is the fields parameter (rule F7, documented): names that are kept
// alone, or added with +, or taken out with -, where * is any name.
//
// Of several that reach a member the longest counts, then the one with fewer
// wildcards, then the one that keeps (assumed): -links,+links.self leaves
// links.self, and -*,+id leaves id.
type fieldset struct {
	rules []fieldRule
	alone bool // whether what no rule names is left out
}

// A fieldRule keeps or drops what is at and below a path.
type fieldRule struct {
	names  []string // the part of the path that is still ahead
	keep   bool
	weight int // names that are no wildcards; -1 of what is hidden by default
}

// maxFields bounds the work of one request.
const maxFields = 1000

func readFields(text string) (fieldset, error) {
	var set fieldset
	for item := range strings.SplitSeq(text, ",") {
		item = strings.TrimSpace(item)
		path := strings.TrimLeft(item, "+-")
		if path == "" {
			continue
		}
		rule := fieldRule{names: strings.Split(path, "."), keep: item[0] != '-'}
		for _, name := range rule.names {
			if name != "*" {
				rule.weight++
			}
		}
		set.rules = append(set.rules, rule)
		set.alone = set.alone || item == path
	}
	if len(set.rules) > maxFields {
		return fieldset{}, badRequest("Bad Request: more than %d fields", maxFields)
	}
	return set, nil
}

// hide returns the set with paths left out unless they are asked for.
func (s fieldset) hide(paths ...string) fieldset {
	s.rules = slices.Clip(s.rules)
	for _, path := range paths {
		s.rules = append(s.rules, fieldRule{names: strings.Split(path, "."), weight: -1})
	}
	return s
}

// trim returns a document with the fields of the set.
func (s fieldset) trim(doc json.RawMessage) json.RawMessage {
	if len(s.rules) == 0 {
		return doc
	}
	out, _ := appendTrimmed(nil, doc, s.rules, !s.alone)
	return out
}

// appendTrimmed appends what the rules leave of a value, and reports whether
// that is anything. An object of which nothing is left is appended as {} all
// the same, for an array whose elements keep their places.
func appendTrimmed(dst []byte, value json.RawMessage, rules []fieldRule, keep bool) ([]byte, bool) {
	switch {
	case len(rules) > 0 && value[0] == '{':
		return trimObject(dst, value, rules, keep)
	case len(rules) > 0 && value[0] == '[':
		return trimArray(dst, value, rules, keep)
	case keep:
		return append(dst, value...), true
	}
	return dst, false
}

func trimObject(dst []byte, object json.RawMessage, rules []fieldRule, keep bool) ([]byte, bool) {
	some := keep
	dst = append(dst, '{')
	begin := len(dst)
	c := jsonscan.NewCursor(object, 0)
	for c.Enter(); ; {
		token, ok := c.NextName()
		if !ok {
			return append(dst, '}'), some
		}
		value := c.Value()
		below, keepMember := descend(rules, jsonscan.Text(token), keep)
		end := len(dst)
		if end > begin {
			dst = append(dst, ',')
		}
		dst = append(append(dst, token...), ':')
		if dst, ok = appendTrimmed(dst, value, below, keepMember); !ok {
			dst = dst[:end]
		}
		some = some || ok
	}
}

// trimArray trims the elements of an array. An empty one, of which nothing was
// taken away, stays.
func trimArray(dst []byte, array json.RawMessage, rules []fieldRule, keep bool) ([]byte, bool) {
	some, empty := keep, true
	dst = append(dst, '[')
	begin := len(dst)
	c := jsonscan.NewCursor(array, 0)
	for c.Enter(); c.NextElement(); {
		empty = false
		end := len(dst)
		if end > begin {
			dst = append(dst, ',')
		}
		ok, isObject := false, c.Peek() == '{'
		if dst, ok = appendTrimmed(dst, c.Value(), rules, keep); !ok && !isObject {
			dst = dst[:end]
		}
		some = some || ok || isObject
	}
	return append(dst, ']'), some || empty
}

// descend returns the rules that go on below the member of a name, and whether
// the member is kept.
func descend(rules []fieldRule, name string, keep bool) (below []fieldRule, keepMember bool) {
	weight, keepMember := -2, keep
	for _, r := range rules {
		switch head := r.names[0]; {
		case head != "*" && head != name:
		case len(r.names) > 1:
			r.names = r.names[1:]
			below = append(below, r)
		case r.weight > weight || r.weight == weight && r.keep:
			weight, keepMember = r.weight, r.keep
		}
	}
	if !keepMember && !slices.ContainsFunc(below, func(r fieldRule) bool { return r.keep }) {
		return nil, false
	}
	return below, keepMember
}
