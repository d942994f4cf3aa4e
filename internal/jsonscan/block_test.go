package jsonscan

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
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

// TestReadBlock compares blocks with what their bytes are, at every end of data.
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
		if i+blockSize > len(data) {
			continue
		}
		readControls(&got, &data[i])
		for k, c := range data[i : i+blockSize] {
			if c < ' ' {
				want.controls |= 1 << k
			}
		}
		if got != want {
			t.Fatalf("controls at %d of %q: %x, want %x", i, data[i:], got, want)
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
	found, quotes := 0, 0
	for range 5_000 {
		data := bytes.ReplaceAll(randomBytes(random, random.IntN(300)), []byte(`" `), []byte(`":`))
		if random.IntN(2) == 0 {
			data = bytes.ReplaceAll(data, []byte(`\`), nil) // or most have one outside of strings
		}
		for i := range len(data) + 1 {
			left, closed := blocksAsBytes(t, data, i)
			found, quotes = found+left, quotes+closed
		}
	}
	if found < 3_000 || quotes < 10_000 {
		t.Errorf("only %d ends of objects and %d of strings", found, quotes)
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

// TestToQuote compares blocks with single bytes inside random strings.
func TestToQuote(t *testing.T) {
	needBlocks(t)
	pieces := []string{"text", "ü", `\n`, `\\`, `\"`, `\u12aF`, "}", strings.Repeat("long ", 10)}
	wrong := []string{`\x`, `\u12`, "\n", "\x00", `\`, `\u"`}
	random := rand.New(rand.NewPCG(1, 2))
	valid, faulty := 0, 0
	for range 20_000 {
		var text []byte
		for range random.IntN(60) {
			text = append(text, pieces[random.IntN(len(pieces))]...)
		}
		if i := random.IntN(len(text) + 1); random.IntN(3) == 0 {
			text = slices.Insert(text, i, []byte(wrong[random.IntN(len(wrong))])...)
		}
		text = append(text, `",  `[:random.IntN(5)]...)
		text = append(text, bytes.Repeat([]byte(`" \`), random.IntN(40))...)
		if strAsBytes(t, text, 0) {
			valid++
		} else {
			faulty++
		}
	}
	if valid < 5_000 || faulty < 5_000 {
		t.Errorf("%d strings were right, %d wrong", valid, faulty)
	}
}

// strAsBytes compares how the string goes on at data[i], and reports whether it is
// right.
func strAsBytes(t *testing.T, data []byte, i int) bool {
	t.Helper()
	want, fault := strBytes(data, i)
	got, err := strEnd(data, i)
	if got != want || !reflect.DeepEqual(err, fault) {
		t.Fatalf("%q from %d: %d, %v; want %d, %v", data, i, got, err, want, fault)
	}
	return fault == nil
}

func FuzzBlocks(f *testing.F) {
	needBlocks(f)
	random := rand.New(rand.NewPCG(1, 2))
	for size := range 10 {
		f.Add(randomBytes(random, 50*size), uint(size))
	}
	f.Fuzz(func(t *testing.T, data []byte, i uint) {
		begin := int(i % uint(len(data)+1))
		blocksAsBytes(t, data, begin)
		strAsBytes(t, data, begin)
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
