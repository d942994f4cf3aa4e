package schema_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/bbql/go-bbql/schema"
)

func TestNamesOfVerdictsAndCertainties(t *testing.T) {
	tests := map[fmt.Stringer]string{
		schema.Unknown: "unknown", schema.Honoured: "honoured",
		schema.Ignored: "ignored", schema.Rejected: "rejected", schema.Verdict(9): "unknown",
		schema.Assumed: "assumed", schema.Observed: "observed",
		schema.Documented: "documented", schema.Certainty(9): "assumed",
	}
	for v, want := range tests {
		text, err := json.Marshal(v)
		if v.String() != want || string(text) != `"`+want+`"` || err != nil {
			t.Errorf("%T %v is %s as JSON, %v; want %s", v, v, text, err, want)
		}
	}
}
