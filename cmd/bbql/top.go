package main

import (
	"cmp"
	"container/heap"
	"slices"

	"github.com/bbql/go-bbql/eval"
)

// A top keeps the first n of the records that it is shown, in an order that does
// not change.
type top struct {
	order *eval.Order
	n     int
	kept  []*keptRecord // a heap, with the last of them in front
}

// A keptRecord can be kept by several.
type keptRecord struct {
	sortRecord
	number int // among all records
	times  int // how often it is kept
}

func (t *top) compare(a, b *keptRecord) int {
	return cmp.Or(t.order.Compare(a.key, b.key), cmp.Compare(a.number, b.number))
}

// wants reports whether a record that is shown now belongs to the first n.
func (t *top) wants(key []byte) bool {
	return len(t.kept) < t.n || t.n > 0 && t.order.Compare(key, t.kept[0].key) < 0
}

// add keeps a record that is wanted, and returns the one that is not any more.
func (t *top) add(r *keptRecord) (out *keptRecord) {
	if len(t.kept) < t.n {
		heap.Push(t, r)
		return nil
	}
	out, t.kept[0] = t.kept[0], r
	heap.Fix(t, 0)
	return out
}

// sorted returns the records in their order. They are no heap any more.
func (t *top) sorted() []*keptRecord {
	slices.SortFunc(t.kept, t.compare)
	return t.kept
}

func (t *top) Len() int           { return len(t.kept) }
func (t *top) Less(i, j int) bool { return t.compare(t.kept[i], t.kept[j]) > 0 }
func (t *top) Swap(i, j int)      { t.kept[i], t.kept[j] = t.kept[j], t.kept[i] }
func (t *top) Push(x any)         { t.kept = append(t.kept, x.(*keptRecord)) }

func (t *top) Pop() any {
	last := len(t.kept) - 1
	r := t.kept[last]
	t.kept = t.kept[:last]
	return r
}
