package eval

import (
	"slices"
	"strings"
	"sync/atomic"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// A node is one name in a tree of paths; the root is the object itself.
type node struct {
	name    string
	up      *node   // nil for the root
	path    int     // the number of the path that ends here, or noPath
	standIn string  // the member that stands for an object here, "" if none is needed (rule M11)
	scalar  bool    // whether arrays are no way to the value
	kids    []*node // in the order of their first path
	byName  map[string]int
	names   jsonscan.NameSet // of the kids, and the stand-in
	tests   []*test          // of the path that ends here
	below   []*test          // of that path, and of those that go on
	set     uint64           // of the tests below, as far as it has room

	field atomic.Pointer[namedField] // of the first struct that was asked
}

const (
	noPath = -1
	// manyKids is from where a map finds a kid faster than a search does.
	manyKids = 8
)

// newTree returns the root of a tree of no paths.
func newTree() *node { return &node{path: noPath} }

// add adds a path and its tests. An object at its end stands for the member
// that its type says.
func (n *node) add(p *path) {
	n.lead(p)
	for name := range p.field.Names() {
		n = n.grow(name)
		n.lead(p)
	}
	n.path, n.standIn, n.tests = p.number, standIn(p.typ), p.tests
	n.names.Add(n.standIn)
}

// lead says that a path goes through the node.
func (n *node) lead(p *path) {
	n.below = append(n.below, p.tests...)
	for _, t := range p.tests {
		n.set |= 1 << t.number
	}
}

// grow returns the kid with a name, adding it if there is none.
func (n *node) grow(name string) *node {
	i := n.find(name)
	if i < 0 {
		i = len(n.kids)
		n.kids = append(n.kids, &node{name: name, up: n, path: noPath})
		n.names.Add(name)
		if len(n.kids) > manyKids {
			n.index(i)
		}
	}
	return n.kids[i]
}

// index puts the last kid, or at first all of them, into the map.
func (n *node) index(last int) {
	if n.byName == nil {
		n.byName, last = make(map[string]int), 0
	}
	for i, kid := range n.kids[last:] {
		n.byName[kid.name] = last + i
	}
}

// find returns the number of the kid with a name, -1 if there is none.
func (n *node) find(name string) int {
	if n.byName != nil {
		if i, ok := n.byName[name]; ok {
			return i
		}
		return -1
	}
	for i, kid := range n.kids {
		if kid.name == name {
			return i
		}
	}
	return -1
}

// findToken is find for a name as it stands in raw JSON: names are compared
// after unescaping (rule M13, assumed). One that is plain has no escapes.
func (n *node) findToken(token []byte, plain bool) int {
	if !plain {
		return n.find(jsonscan.Text(token))
	}
	inner := token[1 : len(token)-1]
	if n.byName != nil {
		if i, ok := n.byName[string(inner)]; ok {
			return i
		}
		return -1
	}
	for i, kid := range n.kids {
		if kid.name == string(inner) {
			return i
		}
	}
	return -1
}

// where returns the path of a node, "" for the root.
func (n *node) where() string {
	var names []string
	for ; n.up != nil; n = n.up {
		names = append(names, n.name)
	}
	slices.Reverse(names)
	return strings.Join(names, ".")
}

// fault adds to the error for a Go value where that is, unless it knows; nil for
// nil.
func (n *node) fault(err error) error {
	if data, ok := err.(*DataError); ok && data.Path == "" {
		data.Path = n.where()
	}
	return err
}

// A visitor is shown the leaves of the paths of a tree, those of each path in
// the order of the document.
type visitor interface {
	// visit gets a leaf of the path with a number. Where it returns false it
	// needs no more, and may be shown more all the same.
	visit(path int, l leaf) (more bool)
}

// A source is one object.
type source interface {
	// walk shows a visitor the leaves of the paths of a tree. An error is a
	// [*DataError].
	walk(tree *node, v visitor) error
}
