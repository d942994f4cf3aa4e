package jsonscan

// AppendCompact appends src, a valid document, to dst without the white space
// between its tokens. Every token keeps its bytes.
func AppendCompact(dst, src []byte) []byte {
	for i := 0; i < len(src); {
		start := i
		for i < len(src) && !isSpace(src[i]) {
			if src[i] != '"' {
				i++
				continue
			}
			end, err := str(src, i)
			if err != nil {
				end = len(src)
			}
			i = end
		}
		dst = append(dst, src[start:i]...)
		i = SkipSpace(src, i)
	}
	return dst
}
