package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// A Journal remembers answers, so that a run that was interrupted can go on. It
// is JSON, one entry on a line, and holds ids and digests of objects, and the
// requests with the literals in them. A nil Journal remembers nothing.
type Journal struct {
	out     io.Writer
	answers map[string]*answer
	lists   map[string]map[string]string
}

// A journalEntry is a line: one of its fields is set.
type journalEntry struct {
	Base    string            `json:"base,omitempty"` // of the API that was asked
	List    string            `json:"list,omitempty"`
	Digests map[string]string `json:"digests,omitempty"` // of the objects of List
	Answer  *answer           `json:"answer,omitempty"`
}

// NewJournal reads the journal of an earlier run, which may be empty and whose
// last line may be incomplete, and returns one that is written on to out. The
// base is the URL of the API: a journal of another one is an error.
func NewJournal(earlier []byte, out io.Writer, base string) (*Journal, error) {
	j := &Journal{out: out, answers: map[string]*answer{}, lists: map[string]map[string]string{}}
	known := ""
	for i, line := range bytes.SplitAfter(earlier, []byte("\n")) {
		var entry journalEntry
		switch err := json.Unmarshal(line, &entry); {
		case !bytes.HasSuffix(line, []byte("\n")):
			continue // the end of the text, or an entry that was cut off
		case len(bytes.TrimSpace(line)) == 0:
			continue
		case err != nil && i == 0:
			return nil, fmt.Errorf("it is no file of an earlier run: %w", err)
		case err != nil:
			continue // a cut-off entry, with which an earlier run went on
		case entry.Base != "":
			known = entry.Base
		case entry.Answer != nil:
			j.answers[entry.Answer.Request] = entry.Answer
		case entry.List != "":
			j.lists[entry.List] = entry.Digests
		}
	}
	switch {
	case known == base:
		_, err := io.WriteString(out, "\n") // behind an entry that was cut off
		return j, err
	case known != "":
		return nil, fmt.Errorf("it is about %s, not %s", known, base)
	case len(earlier) > 0:
		return nil, fmt.Errorf("it is no file of an earlier run")
	}
	return j, j.write(journalEntry{Base: base})
}

func (j *Journal) write(entry journalEntry) error {
	data, err := json.Marshal(entry)
	if err == nil {
		_, err = j.out.Write(append(data, '\n'))
	}
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}

// answer returns what is known of a request, nil for nothing.
func (j *Journal) answer(request string) *answer {
	if j == nil {
		return nil
	}
	return j.answers[request]
}

// record remembers an answer, unless it is of no use.
func (j *Journal) record(ans *answer) error {
	if j == nil || !ans.isUsable() {
		return nil
	}
	return j.write(journalEntry{Answer: ans})
}

// list returns the digests that the objects of a list had when it was seen
// first, which is now if it is new.
func (j *Journal) list(request string, now map[string]string) (map[string]string, error) {
	if j == nil {
		return now, nil
	}
	if then := j.lists[request]; then != nil {
		return then, nil
	}
	return now, j.write(journalEntry{List: request, Digests: now})
}
