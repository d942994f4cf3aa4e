package jsonscan

// LooseEnd returns the offset after the object or array that begins at data[i].
// It looks for nothing but quotes and brackets, and takes one bracket for
// another: what ends there may still be no JSON, but if it is, it ends there.
// It reports whether the end is in data.
func LooseEnd(data []byte, i int) (end int, ok bool) {
	end, err := looseLeave(data, i+1)
	return end, err == nil
}

// TrimSpace returns data without the white space of JSON at both ends.
func TrimSpace(data []byte) []byte {
	data = data[SkipSpace(data, 0):]
	for len(data) > 0 && isSpace(data[len(data)-1]) {
		data = data[:len(data)-1]
	}
	return data
}
