package pulls_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/bbql/go-bbql/bench/pulls"
)

func TestSizes(t *testing.T) {
	sizes := map[string]struct {
		shape    pulls.Shape
		min, max int
	}{
		"API":  {pulls.Shape{}, 3800, 4600},
		"tiny": {pulls.Shape{Tiny: true}, 130, 170},
		"huge": {pulls.Shape{Huge: 1 << 18}, 1 << 18, 1 << 19},
		"deep": {pulls.Shape{Depth: 500}, 5000, 7000},
	}
	for name, c := range sizes {
		total := 0
		for n := range 100 {
			data := c.shape.JSON(n)
			if !json.Valid(data) {
				t.Fatalf("%s: no JSON: %s", name, data)
			}
			total += len(data)
		}
		if mean := total / 100; mean < c.min || mean > c.max {
			t.Errorf("%s: %d bytes in the mean, want %d to %d", name, mean, c.min, c.max)
		}
	}
}

func TestOrder(t *testing.T) {
	first := `{"comment_count":`
	if data := (pulls.Shape{}).JSON(3); !bytes.HasPrefix(data, []byte(first)) {
		t.Errorf("begins with %.30s", data)
	}
	last := pulls.Shape{Last: "state", Shuffle: true, Match: pulls.All}
	if data := last.JSON(3); !bytes.HasSuffix(data, []byte(`,"state":"OPEN"}`)) {
		t.Errorf("ends in %s", data[len(data)-30:])
	}
}

// TestSame checks that a pull request is the same however it is had.
func TestSame(t *testing.T) {
	want, err := json.Marshal(pulls.New(7))
	if err != nil {
		t.Fatal(err)
	}
	if got := (pulls.Shape{}).JSON(7); !bytes.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	shuffled, _ := json.Marshal(pulls.Shape{Shuffle: true}.Decoded(7))
	sorted, _ := json.Marshal(pulls.Shape{}.Decoded(7))
	if !bytes.Equal(shuffled, sorted) {
		t.Errorf("shuffled %s\nsorted   %s", shuffled, sorted)
	}
}

func TestWriteNDJSON(t *testing.T) {
	const size = 5 << 20 // beyond the first repetition
	path, lines, err := pulls.Shape{}.WriteNDJSON(t.TempDir(), size)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(data, []byte("\n")); n != lines || len(data) < size || n <= 1000 {
		t.Errorf("%d lines in %d bytes, want %d", n, len(data), lines)
	}
}
