// Package spell finds what was meant by a word that is not known: did you mean
// …? Its answers depend on nothing but its arguments.
package spell

import "strings"

// Nearest returns the candidate that is fewest edits away from word: letters
// put in, left out, changed, or swapped with the next. Case, hyphens and
// underscores do not count. It returns "" if every candidate is further away
// than a third of its letters, since a wild guess is worse than none. Of equally
// near candidates the first in the alphabet is returned.
func Nearest(word string, candidates []string) string {
	best, distance := "", -1
	for _, c := range candidates {
		a, b := []rune(normal(word)), []rune(normal(c))
		d := edits(a, b)
		if 3*d > max(len(a), len(b)) {
			continue
		}
		if distance < 0 || d < distance || d == distance && c < best {
			best, distance = c, d
		}
	}
	return best
}

var ignored = strings.NewReplacer("-", "", "_", "")

func normal(s string) string { return ignored.Replace(strings.ToLower(s)) }

// maxWord bounds the time of a comparison: longer words are no typing errors.
const maxWord = 64

// edits counts the edits between a and b, a swap of neighbours being one.
func edits(a, b []rune) int {
	if len(a) > maxWord || len(b) > maxWord {
		return len(a) + len(b)
	}
	// Rows of the table of distances between prefixes: the last three.
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next[0] = i + 1
		for j := range b {
			change := row[j]
			if a[i] != b[j] {
				change++
			}
			next[j+1] = min(change, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}
