package jsonscan

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// blockBytes are those that a block tells apart, and some that look like them.
const blockBytes = `""""\\\\{}[]{}[] a:,;` + "\x00\x02\x1b\x1d\xdb\xfb\xa2"

func randomBytes(random *rand.Rand, size int) []byte {
	data := make([]byte, size)
	for i := range data {
		data[i] = blockBytes[random.IntN(len(blockBytes))]
	}
	return data
}

func needBlocks(tb testing.TB) {
	if !hasBlocks {
		tb.Skip("goes byte by byte here")
	}
}

// TestReadBlock compares a block with what its bytes are, at every end of data.
func TestReadBlock(t *testing.T) {
	needBlocks(t)
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	data := append(all, randomBytes(rand.New(rand.NewPCG(1, 2)), 1000)...)
	for i := range data {
		var got, want block
		got.readAt(data, i)
		for k, c := range data[i:min(i+blockSize, len(data))] {
			want.add(c, 1<<k)
		}
		if got != want {
			t.Fatalf("at %d of %q: %x, want %x", i, data[i:], got, want)
		}
	}
}

func (b *block) add(c byte, bit uint64) {
	switch c {
	case '"':
		b.quotes |= bit
	case '\\':
		b.slashes |= bit
	case '{', '[':
		b.opens |= bit
	case '}', ']':
		b.closes |= bit
	}
}

// TestBlocks compares blocks with single bytes on random text.
func TestBlocks(t *testing.T) {
	needBlocks(t)
	random := rand.New(rand.NewPCG(1, 2))
	found, strings := 0, 0
	for range 20_000 {
		data := bytes.ReplaceAll(randomBytes(random, random.IntN(300)), []byte(`" `), []byte(`":`))
		if random.IntN(2) == 0 {
			data = bytes.ReplaceAll(data, []byte(`\`), nil) // or most have one outside of strings
		}
		for i := range len(data) + 1 {
			left, closed := blocksAsBytes(t, data, i)
			found, strings = found+left, strings+closed
		}
	}
	if found < 10_000 || strings < 10_000 {
		t.Errorf("only %d ends of objects and %d of strings", found, strings)
	}
}

// blocksAsBytes compares what is found from data[i] on, and counts the ends of
// objects and of strings.
func blocksAsBytes(t *testing.T, data []byte, i int) (left, closed int) {
	t.Helper()
	want, fault := leaveBytes(data, i)
	switch end, ok := leaveBlocks(data, i); {
	case ok && (fault != nil || end != want):
		t.Fatalf("%q from %d: left at %d, want %d, %v", data, i, end, want, fault)
	case !ok && fault == nil && !hasStray(data[i:min(want+blockSize, len(data))]):
		t.Fatalf("%q from %d: not left at %d", data, i, want)
	case ok:
		left = 1
	}
	quote := closingQuoteBytes(data, i)
	if got := closingQuoteBlocks(data, i); got != quote {
		t.Fatalf("%q from %d: closed at %d, want %d", data, i, got, quote)
	}
	if quote <= len(data) {
		closed = 1
	}
	return left, closed
}

// hasStray reports whether a backslash is outside of strings.
func hasStray(data []byte) bool {
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			i = closingQuoteBytes(data, i+1) - 1
		case '\\':
			return true
		}
	}
	return false
}

func FuzzBlocks(f *testing.F) {
	needBlocks(f)
	random := rand.New(rand.NewPCG(1, 2))
	for size := range 10 {
		f.Add(randomBytes(random, 50*size), uint(size))
	}
	f.Fuzz(func(t *testing.T, data []byte, i uint) {
		blocksAsBytes(t, data, int(i%uint(len(data)+1)))
	})
}

func BenchmarkLooseSkip(b *testing.B) {
	text := bytes.Repeat([]byte(`some \"text\" `), 100)
	objects := bytes.Repeat([]byte(`{"c":[1,2.5,null]},`), 100)
	for name, data := range map[string][]byte{
		"objects": append(append([]byte{'['}, objects...), "0]"...),
		"string":  append(append([]byte{'"'}, text...), '"'),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := looseSkip(data, 0); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
