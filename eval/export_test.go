package eval

// SetBlock sets the size of the blocks that [Matcher.Select] reads.
func (r *Reader) SetBlock(size int) { r.block = size }
