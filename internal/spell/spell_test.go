package spell_test

import (
	"strings"
	"testing"

	"github.com/bbql/go-bbql/internal/spell"
)

func TestNearest(t *testing.T) {
	fields := []string{"state", "title", "updated_on", "created_on", "author.nickname", "id"}
	tests := map[string]struct{ word, want string }{
		"the word itself":     {"state", "state"},
		"a letter less":       {"stat", "state"},
		"a letter more":       {"statee", "state"},
		"another letter":      {"stale", "state"},
		"letters swapped":     {"sttae", "state"},
		"another case":        {"STATE", "state"},
		"another separator":   {"updatedOn", "updated_on"},
		"nothing near":        {"priority", ""},
		"a short word":        {"ix", ""},
		"an empty word":       {"", ""},
		"a word out of bound": {strings.Repeat("state", 100), ""},
		"code points":         {"tïtle", "title"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := spell.Nearest(test.word, fields); got != test.want {
				t.Errorf("Nearest(%q) = %q, want %q", test.word, got, test.want)
			}
		})
	}
}

func TestNearestIsDeterministic(t *testing.T) {
	if got := spell.Nearest("bat", []string{"cat", "bar", "ban"}); got != "ban" {
		t.Errorf("got %q, want the first in the alphabet", got)
	}
	if got := spell.Nearest("a", nil); got != "" {
		t.Errorf("got %q without candidates", got)
	}
}
