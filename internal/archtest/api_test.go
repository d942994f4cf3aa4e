package archtest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPI(t *testing.T) {
	p := typed(t, `package p

import "time"

const (
	A Kind = iota
	B
)

const c = 1

var ErrX error

type Kind int

func (k Kind) String() string { return "" }

type base struct{ Hidden int }

func (*base) Reset() {}

type Node struct {
	At   time.Time
	Next *Node
	text string
	base
}

type Any = any

type Closed interface {
	Pos() int
	closed()
}

type Open interface{ Pos() int }

type Number interface{ ~int | ~float64 }

type List[T any] []T

func (l List[T]) Len() int { return len(l) }

func Parse(text string, opts ...func(*Node)) (Node, error) { return Node{}, nil }

func Map[T, U any](l List[T], f func(T) U) List[U] { return nil }

func unexported() {}
`)
	want := `const A Kind = 0
const B Kind = 1
func Map[T, U any](l List[T], f func(T) U) List[U]
func Parse(text string, opts ...func(*Node)) (Node, error)
method (*Node) Reset()
method (Kind) String() string
method (List[T]) Len() int
type Any = any
type Closed interface, Pos() int
type Closed interface, closed
type Kind int
type List[T any] []T
type Node struct
type Node struct, At time.Time
type Node struct, Next *Node
type Number interface{~int | ~float64}
type Open interface
type Open interface, Pos() int
var ErrX error
`
	if diff := cmp.Diff(want, api(p.types)); diff != "" {
		t.Errorf("api mismatch (-want +got):\n%s", diff)
	}
}
