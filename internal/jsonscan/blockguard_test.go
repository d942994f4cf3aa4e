//go:build !race

package jsonscan

import (
	"bytes"
	"testing"

	"github.com/bbql/go-bbql/internal/stopwatch"
)

// TestBlocksPay guards what blocks are for, with a wide margin: they take a third
// of the time here.
func TestBlocksPay(t *testing.T) {
	needBlocks(t)
	if testing.Short() {
		t.Skip("measures time")
	}
	user := []byte(`{"links":{"self":{"href":"https://api.bitbucket.org/2.0/users/1"}},"id":1},`)
	data := append(append([]byte{'['}, bytes.Repeat(user, 50)...), "0]"...)
	blocks := stopwatch.Fastest(func() { _, _ = leaveBlocks(data, 1) })
	single := stopwatch.Fastest(func() { _, _ = leaveBytes(data, 1) })
	if single < blocks*3/2 {
		t.Errorf("blocks take %v, single bytes %v", blocks, single)
	}
}
