package bench_test

import (
	"encoding/json"
	"strings"

	"github.com/bytedance/sonic"
	sonicast "github.com/bytedance/sonic/ast"
	"github.com/tidwall/gjson"
	"github.com/valyala/fastjson"
)

func gjsonClause(c clause) func([]byte) bool {
	p := predicateOf(c)
	if !c.array {
		return func(data []byte) bool { return p.gjson(gjson.GetBytes(data, c.path)) }
	}
	path := strings.Replace(c.path, ".", ".#.", 1)
	return func(data []byte) bool {
		found := false
		gjson.GetBytes(data, path).ForEach(func(_, r gjson.Result) bool {
			found = p.gjson(r)
			return !found
		})
		return found == (c.op != ne)
	}
}

func (p predicate) gjson(r gjson.Result) bool {
	switch r.Type {
	case gjson.String:
		return p.text != nil && p.text(r.Str)
	case gjson.Number:
		return p.number != nil && p.number(r.Num)
	case gjson.True, gjson.False:
		return p.truth != nil && p.truth(r.Type == gjson.True)
	}
	return p.null && r.Type == gjson.Null
}

func sonicClause(c clause) func([]byte) bool {
	names, p := strings.Split(c.path, "."), predicateOf(c)
	if c.array {
		return func(data []byte) bool { return anySonic(data, names, p) == (c.op != ne) }
	}
	path := make([]any, len(names))
	for i, name := range names {
		path[i] = name
	}
	return func(data []byte) bool {
		node, err := sonic.Get(data, path...)
		return err == nil && p.sonic(&node)
	}
}

func anySonic(data []byte, names []string, p predicate) bool {
	array, err := sonic.Get(data, names[0])
	if err != nil {
		return false
	}
	elements, err := array.Values()
	if err != nil {
		return false
	}
	for e := new(sonicast.Node); elements.Next(e); {
		if p.sonic(e.Get(names[1])) {
			return true
		}
	}
	return false
}

func (p predicate) sonic(n *sonicast.Node) bool {
	switch n.TypeSafe() {
	case sonicast.V_STRING:
		s, err := n.String()
		return err == nil && p.text != nil && p.text(s)
	case sonicast.V_NUMBER:
		f, err := n.Float64()
		return err == nil && p.number != nil && p.number(f)
	case sonicast.V_TRUE, sonicast.V_FALSE:
		return p.truth != nil && p.truth(n.TypeSafe() == sonicast.V_TRUE)
	}
	return p.null && n.TypeSafe() == sonicast.V_NULL
}

func fastjsonMatcher(q query) func([]byte) bool {
	var p fastjson.Parser
	match := all(q, fastjsonClause)
	return func(data []byte) bool {
		v, err := p.ParseBytes(data)
		return err == nil && match(v)
	}
}

func fastjsonClause(c clause) func(*fastjson.Value) bool {
	names, p := strings.Split(c.path, "."), predicateOf(c)
	if !c.array {
		return func(v *fastjson.Value) bool { return p.fastjson(v.Get(names...)) }
	}
	return func(v *fastjson.Value) bool {
		for _, e := range v.GetArray(names[0]) {
			if p.fastjson(e.Get(names[1])) {
				return c.op != ne
			}
		}
		return c.op == ne
	}
}

func (p predicate) fastjson(v *fastjson.Value) bool {
	switch v.Type() {
	case fastjson.TypeString:
		s, err := v.StringBytes()
		return err == nil && p.text != nil && p.text(string(s))
	case fastjson.TypeNumber:
		return p.number != nil && p.number(v.GetFloat64())
	case fastjson.TypeTrue, fastjson.TypeFalse:
		return p.truth != nil && p.truth(v.Type() == fastjson.TypeTrue)
	}
	return p.null && v.Type() == fastjson.TypeNull
}

func mapMatcher(q query) func([]byte) bool {
	match := all(q, closureOf)
	return func(data []byte) bool {
		var v map[string]any
		return json.Unmarshal(data, &v) == nil && match(v)
	}
}
