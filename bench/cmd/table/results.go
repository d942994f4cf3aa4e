package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// results are what the rounds of all benchmarks measured.
type results struct {
	groups []*group
}

// A group is a benchmark function: cases by contestants.
type group struct {
	name        string
	cases       []string
	contestants []string // the first one is what the others are compared with
	cells       map[[2]string]*cell
}

// A cell is what one contestant measured in one case.
type cell struct {
	nanoseconds []float64 // of processor time per operation, one for each round
	throughput  []float64 // in GB for each second of processor time
	allocs      float64   // per operation, -1 if not measured
}

// line is a line of output: BenchmarkGroup/case/contestant-2  100  12.3 ns/op …
var line = regexp.MustCompile(`(?m)^Benchmark(\w+)/([^/\s]+)/(\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)

// add takes the output of one round.
func (r *results) add(output string) {
	for _, m := range line.FindAllStringSubmatch(output, -1) {
		words := strings.NewReplacer("_", " ")
		g := r.group(m[1])
		g.cell(words.Replace(m[2]), words.Replace(m[3])).add(m[4])
	}
}

func (r *results) group(name string) *group {
	i := slices.IndexFunc(r.groups, func(g *group) bool { return g.name == name })
	if i < 0 {
		i = len(r.groups)
		r.groups = append(r.groups, &group{name: name, cells: map[[2]string]*cell{}})
	}
	return r.groups[i]
}

func (g *group) cell(name, contestant string) *cell {
	key := [2]string{name, contestant}
	if g.cells[key] == nil {
		g.cells[key] = &cell{allocs: -1}
	}
	if !slices.Contains(g.cases, name) {
		g.cases = append(g.cases, name)
	}
	if !slices.Contains(g.contestants, contestant) {
		g.contestants = append(g.contestants, contestant)
	}
	return g.cells[key]
}

// add takes the measures of one round: pairs of a number and its unit.
func (c *cell) add(measures string) {
	units := map[string]float64{}
	words := strings.Fields(measures)
	for i := 0; i+1 < len(words); i += 2 {
		if n, err := strconv.ParseFloat(words[i], 64); err == nil {
			units[words[i+1]] = n
		}
	}
	used := units["cpu-ns/op"]
	c.nanoseconds = append(c.nanoseconds, used)
	if rate, ok := units["MB/s"]; ok {
		c.throughput = append(c.throughput, rate/1000*units["ns/op"]/used)
	}
	if n, ok := units["allocs/op"]; ok {
		c.allocs = n
	}
}

// ratio returns the median of the ratios to a reference within each round.
func (c *cell) ratio(reference *cell) float64 {
	n := min(len(c.nanoseconds), len(reference.nanoseconds))
	ratios := make([]float64, n)
	for i := range ratios {
		ratios[i] = c.nanoseconds[i] / reference.nanoseconds[i]
	}
	return median(ratios)
}

// median returns the middle of the numbers, 0 if there are none.
func median(numbers []float64) float64 {
	if len(numbers) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(numbers))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}
