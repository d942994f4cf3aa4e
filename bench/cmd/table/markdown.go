package main

import (
	"fmt"
	"strings"
	"time"
)

// markdown returns one table for each group.
func (r *results) markdown() string {
	var b strings.Builder
	for _, g := range r.groups {
		fmt.Fprintf(&b, "\n### %s\n\n%s", g.name, g.markdown())
	}
	return b.String()
}

// library is what the contestants are called that are this library.
const library = "bbql"

// isOurs reports whether a contestant is the library, in some way of using it.
func isOurs(contestant string) bool {
	name, _, _ := strings.Cut(contestant, " ")
	return name == library
}

// markdown returns a row for each case and a column for each contestant: the
// library's with their times, the others with how many times they take of what
// the first one takes.
func (g *group) markdown() string {
	var b strings.Builder
	row := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	header := []string{""}
	for _, name := range g.contestants {
		if isOurs(name) {
			name += " takes"
		}
		header = append(header, name)
	}
	row(header)
	row(append([]string{"---"}, repeat("---:", len(header)-1)...))
	for _, name := range g.cases {
		row(append([]string{name}, g.row(name)...))
	}
	return b.String()
}

// row returns the cells of a case.
func (g *group) row(name string) []string {
	reference := g.cells[[2]string{name, g.contestants[0]}]
	var cells []string
	for _, contestant := range g.contestants {
		c := g.cells[[2]string{name, contestant}]
		switch {
		case c == nil:
			cells = append(cells, "-")
		case isOurs(contestant):
			cells = append(cells, c.String())
		default:
			cells = append(cells, ratio(c.ratio(reference)))
		}
	}
	return cells
}

// String returns the median time, and the throughput and the allocations where
// they were measured.
func (c *cell) String() string {
	d := time.Duration(median(c.nanoseconds) * float64(time.Nanosecond))
	text := rounded(d).String()
	if len(c.throughput) > 0 {
		text += fmt.Sprintf(", %.2f GB/s", median(c.throughput))
	}
	if c.allocs >= 0 {
		text += fmt.Sprintf(", %g allocs", c.allocs)
	}
	return text
}

// rounded returns d with three digits.
func rounded(d time.Duration) time.Duration {
	unit := time.Duration(1)
	for d/unit >= 1000 {
		unit *= 10
	}
	return d.Round(unit)
}

// ratio writes a ratio with two digits, in bold where the library loses.
func ratio(x float64) string {
	switch {
	case x < 0.995:
		return fmt.Sprintf("**%.2f**", x)
	case x < 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}

func repeat(s string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = s
	}
	return list
}
