package main

import (
	"bufio"
	"bytes"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"github.com/bbql/go-bbql/ast"
)

const (
	minColumn    = 5        // of a column that is cut
	goodColumn   = 12       // under which a column that is cut tells little
	keptColumns  = 4        // so many stay, however narrow the terminal is
	columnGap    = "  "     // between columns
	sampleRows   = 200      // how many objects decide about the columns
	sampleBytes  = 16 << 20 // and how large they may be together
	cutMark      = "…"
	cutMarkWidth = 1
)

// A tableSink prints aligned columns. The first rows decide which columns there
// are and how wide; the rest is printed as it comes.
type tableSink struct {
	out     *bufio.Writer
	ink     ink
	width   int // of the terminal; 0 for none, and then nothing is cut
	columns []ast.Path
	sort    *ast.SortKey

	sample  [][]byte
	size    int
	started bool
	widths  []int
	right   []bool // which columns hold numbers
}

func (s *tableSink) add(object []byte) error {
	if s.started {
		return s.row(object)
	}
	s.sample = append(s.sample, bytes.Clone(object))
	s.size += len(object)
	if len(s.sample) < sampleRows && s.size < sampleBytes {
		return nil
	}
	return s.start()
}

func (s *tableSink) close() error {
	if s.started || len(s.sample) == 0 {
		return nil
	}
	return s.start()
}

// start prints the head and the rows of the sample.
func (s *tableSink) start() error {
	s.started = true
	chosen := len(s.columns) == 0
	if chosen {
		s.columns = chooseColumns(s.sample, s.sort)
	}
	for crowded := s.measure(); chosen && crowded && len(s.columns) > keptColumns; {
		last := len(s.columns) - 1 // a date, or what the table is sorted by
		s.columns = slices.Delete(s.columns, last-1, last)
		crowded = s.measure()
	}
	head := make([]cell, len(s.columns))
	for i, path := range s.columns {
		head[i].text = string(path)
	}
	if err := s.print(head, s.ink.bold); err != nil {
		return err
	}
	for _, object := range s.sample {
		if err := s.row(object); err != nil {
			return err
		}
	}
	s.sample = nil
	return nil
}

// measure sets the widths of the columns by the sample, and reports whether
// there are too many of them for the terminal.
func (s *tableSink) measure() (crowded bool) {
	rigid := make([]bool, len(s.columns))
	s.widths = make([]int, len(s.columns))
	s.right = make([]bool, len(s.columns))
	for i, path := range s.columns {
		kinds := map[cellKind]bool{}
		s.widths[i] = uniseg.StringWidth(string(path))
		for _, object := range s.sample {
			c := newCell(object, path)
			kinds[c.kind] = true
			s.widths[i] = max(s.widths[i], uniseg.StringWidth(c.text))
		}
		s.right[i] = kinds[cellNumber] && !kinds[cellText] && !kinds[cellTime]
		rigid[i] = !kinds[cellText]
	}
	if s.width == 0 {
		return false
	}
	natural := slices.Clone(s.widths)
	room := s.width - len(columnGap)*(len(s.columns)-1)
	fit(s.widths, rigid, room)
	fit(s.widths, make([]bool, len(s.widths)), room)
	for i, w := range s.widths {
		crowded = crowded || w < min(natural[i], goodColumn)
	}
	return crowded
}

// fit narrows the widest columns that are not rigid until all have room
// together, or are as narrow as columns get.
func fit(widths []int, rigid []bool, room int) {
	for excess := -room; ; excess = -room {
		for _, w := range widths {
			excess += w
		}
		widest := -1
		for i, w := range widths {
			if !rigid[i] && w > minColumn && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if excess <= 0 || widest < 0 {
			return
		}
		widths[widest] = nextWidth(widths, rigid, widest, excess)
	}
}

// nextWidth is how narrow the widest column becomes: as the next widest, but no
// narrower than needed, and by one at the least.
func nextWidth(widths []int, rigid []bool, widest, excess int) int {
	w := widths[widest]
	next := minColumn
	for i, other := range widths {
		if i != widest && !rigid[i] && other <= w {
			next = max(next, other)
		}
	}
	return max(min(next, w-1), w-excess)
}

func (s *tableSink) row(object []byte) error {
	cells := make([]cell, len(s.columns))
	for i, path := range s.columns {
		cells[i] = newCell(object, path)
	}
	return s.print(cells, func(text string) string { return text })
}

// print prints one line, with paint over each cell.
func (s *tableSink) print(cells []cell, paint func(string) string) error {
	last := len(cells) - 1
	for last > 0 && cells[last].text == "" {
		last--
	}
	for i, c := range cells[:last+1] {
		text, width := c.text, uniseg.StringWidth(c.text)
		if s.width > 0 && width > s.widths[i] {
			text, width = cut(text, s.widths[i])
		}
		pad := strings.Repeat(" ", max(0, s.widths[i]-width))
		if i > 0 {
			s.out.WriteString(columnGap)
		}
		if s.right[i] {
			s.out.WriteString(pad)
		}
		s.out.WriteString(paint(text))
		if !s.right[i] && i < last {
			s.out.WriteString(pad)
		}
	}
	return s.out.WriteByte('\n')
}

// cut returns as much of text as fits into a column with a mark behind it, and
// its width.
func cut(text string, column int) (string, int) {
	width, end := 0, 0
	for rest, state := text, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if width+w > column-cutMarkWidth {
			break
		}
		width += w
		end += len(cluster)
	}
	return text[:end] + cutMark, width + cutMarkWidth
}

// readColumns reads the value of --columns.
func readColumns(names []string) ([]ast.Path, error) {
	var columns []ast.Path
	for _, name := range names {
		path, err := ast.ParsePath(strings.TrimSpace(name))
		if err != nil {
			return nil, usagef("--columns: %w", err)
		}
		if slices.Contains(columns, path) {
			return nil, usagef("--columns: %s is given twice", path)
		}
		columns = append(columns, path)
	}
	return columns, nil
}
