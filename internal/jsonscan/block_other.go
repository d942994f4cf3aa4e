//go:build !amd64 || purego

package jsonscan

// hasBlocks says that there is nothing faster than going byte by byte.
const hasBlocks = false

func readBlock(*block, *byte)    { panic("jsonscan: no blocks") }
func readControls(*block, *byte) { panic("jsonscan: no blocks") }
