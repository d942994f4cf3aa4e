package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"github.com/bbql/go-bbql/eval"
)

// explain prints how many of the documents each part of the filter lets
// through, or for a single one which comparisons hold, and returns how many the
// filter selects.
func (t *tool) explain(m *eval.Matcher, docs iter.Seq2[document, error]) (matched int, err error) {
	funnel := m.Funnel()
	var only []byte
	for doc, err := range docs {
		if err != nil {
			return matched, err
		}
		ok, err := funnel.AddJSON(doc.Raw)
		if err != nil {
			return matched, doc.invalid(err)
		}
		if ok {
			matched++
			t.progress.find()
		}
		if funnel.Objects() == 1 {
			only = bytes.Clone(doc.Raw)
		}
	}
	text := funnel.String()
	if funnel.Objects() == 1 {
		text = m.Explain(json.RawMessage(only)).String()
	}
	for line := range strings.Lines(text) {
		fmt.Fprintln(t.out, escape(strings.TrimSuffix(line, "\n")))
	}
	return matched, nil
}
