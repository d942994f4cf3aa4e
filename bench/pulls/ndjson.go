package pulls

import (
	"bufio"
	"os"
	"path/filepath"
)

// distinct is how many pull requests a file holds before it repeats itself.
const distinct = 1000

// WriteNDJSON writes pull requests, each on a line, to a new file in dir until
// it has at least size bytes. It returns the path and the number of lines.
func (s Shape) WriteNDJSON(dir string, size int) (path string, lines int, err error) {
	path = filepath.Join(dir, "pulls.ndjson")
	f, err := os.Create(path)
	if err != nil {
		return "", 0, err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	lines = s.writeLines(w, size)
	if err := w.Flush(); err != nil {
		f.Close()
		return "", 0, err
	}
	return path, lines, f.Close()
}

// writeLines writes at least size bytes of lines. The writer keeps errors.
func (s Shape) writeLines(w *bufio.Writer, size int) (lines int) {
	var documents [distinct][]byte
	for written := 0; written < size; lines++ {
		d := &documents[lines%distinct]
		if *d == nil {
			*d = append(s.JSON(lines), '\n')
		}
		n, _ := w.Write(*d)
		written += max(n, 1)
	}
	return lines
}
