package bbql_test

import (
	"strings"
	"testing"
)

// A byte of another encoding is one mistake, whatever it takes the place of: a
// letter, a digit or a blank between words.
func TestMisencodedByteIsOneError(t *testing.T) {
	for _, q := range inputs(t, "parse", "bbql") {
		for i := range len(q) {
			if strings.IndexByte("()=!~<>,\"\\", q[i]) >= 0 {
				continue // without it more than a letter is missing
			}
			broken := q[:i] + "\xff" + q[i+1:]
			errs := parseErrors(broken)
			if len(errs) != 1 || !strings.Contains(errs[0].Msg, "is not UTF-8") {
				t.Errorf("Parse(%q): %v, want one error about the byte", broken, []error{errs})
			}
		}
	}
}
