package main

import (
	"net/url"
	"path/filepath"
	"slices"

	"github.com/bbql/go-bbql/lint"
)

// The SARIF log of lint, version 2.1.0: as much of the format as there is
// something to say for.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool       `json:"tool"`
		ColumnKind string          `json:"columnKind"`
		Artifacts  []sarifArtifact `json:"artifacts,omitempty"`
		Results    []sarifResult   `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Full    sarifText    `json:"fullDescription"`
		Help    sarifText    `json:"help"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifArtifact struct {
		Location *sarifFile `json:"location,omitempty"`
		Contents *sarifText `json:"contents,omitempty"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifFile   `json:"artifactLocation"`
		Region   sarifRegion `json:"region"`
	}
	sarifFile struct {
		URI   string `json:"uri,omitempty"`
		Index int    `json:"index"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
	sarifFix struct {
		Changes []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		Artifact     sarifFile          `json:"artifactLocation"`
		Replacements []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		Deleted  sarifRegion `json:"deletedRegion"`
		Inserted sarifText   `json:"insertedContent"`
	}
)

// printSARIF prints what is found in some texts as a SARIF log, with the rules
// that found something.
func (t *tool) printSARIF(looks []look) error {
	rules := rulesOf(looks)
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{"bbql", make([]sarifRule, 0, len(rules))}
	for _, r := range rules {
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			r.ID, sarifText{r.Title}, sarifText{r.Text}, sarifText{r.Remedy},
			sarifDefault{sarifLevel(r.Severity)},
		})
	}
	for i, look := range looks {
		run.Artifacts = append(run.Artifacts, look.artifact(i))
		for _, f := range look.found {
			result := newSARIFResult(f, look.file(i))
			result.RuleIndex = slices.IndexFunc(rules, func(r lint.Rule) bool { return r.ID == f.Rule })
			run.Results = append(run.Results, result)
		}
	}
	return t.encodeJSON(sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
}

// rulesOf returns the rules that found something.
func rulesOf(looks []look) []lint.Rule {
	found := map[string]bool{}
	for _, look := range looks {
		for _, f := range look.found {
			found[f.Rule] = true
		}
	}
	return slices.DeleteFunc(lint.Rules(), func(r lint.Rule) bool { return !found[r.ID] })
}

// file returns what names a text in the log. What is no file goes by its index.
func (l look) file(index int) sarifFile {
	if l.isFile() {
		u := url.URL{Path: filepath.ToSlash(l.name)}
		return sarifFile{u.String(), index}
	}
	return sarifFile{Index: index}
}

// artifact returns a text as the log describes it, with its contents if nobody
// could find them otherwise.
func (l look) artifact(index int) sarifArtifact {
	if l.isFile() {
		file := l.file(index)
		return sarifArtifact{Location: &file}
	}
	return sarifArtifact{Contents: &sarifText{l.text}}
}

func newSARIFResult(f finding, file sarifFile) sarifResult {
	result := sarifResult{
		RuleID:    f.Rule,
		Level:     sarifLevel(f.Severity),
		Message:   sarifText{f.Message()},
		Locations: []sarifLocation{{sarifPhysical{file, f.region()}}},
	}
	if len(f.Fix) > 0 {
		change := sarifChange{Artifact: file}
		for _, e := range f.Fix {
			at := f
			at.Span = e.Span
			change.Replacements = append(change.Replacements,
				sarifReplacement{at.region(), sarifText{e.Text}})
		}
		result.Fixes = []sarifFix{{[]sarifChange{change}}}
	}
	return result
}

func (f finding) region() (r sarifRegion) {
	r.StartLine, r.StartColumn, r.EndLine, r.EndColumn = f.position()
	return r
}

func sarifLevel(s lint.Severity) string {
	if s == lint.Info {
		return "note"
	}
	return s.String()
}
