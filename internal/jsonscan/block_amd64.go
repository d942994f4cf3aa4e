//go:build !purego

package jsonscan

// hasBlocks reports whether [readBlock] and [readControls] can be called.
var hasBlocks = hasAVX2()

// hasAVX2 reports whether the processor and the system have AVX2.
func hasAVX2() bool

// readBlock sets the quotes, backslashes and brackets of the [blockSize] bytes
// that begin there.
//
//go:noescape
func readBlock(b *block, bytes *byte)

// readControls sets the quotes, backslashes and control characters.
//
//go:noescape
func readControls(b *block, bytes *byte)
