// Package golangci makes bbqlcheck a plugin of golangci-lint, which finds it by
// importing this package: see docs/bbqlcheck.md.
package golangci

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/bbql/go-bbql/lint/bbqlcheck"
)

func init() { register.Plugin("bbqlcheck", New) }

// settings are those of .golangci.yml. They are the flags of the command.
type settings struct {
	Disable  []string `json:"disable"`
	Severity string   `json:"severity"`
	Funcs    []string `json:"funcs"`
	Fields   []string `json:"fields"`
	AnyQuery bool     `json:"anyq"`
}

// New returns the plugin with the settings of .golangci.yml, or nil for none.
func New(conf any) (register.LinterPlugin, error) {
	s, err := register.DecodeSettings[settings](conf)
	if err != nil {
		return nil, err
	}
	a := bbqlcheck.New()
	for _, flag := range []struct{ name, value string }{
		{"disable", strings.Join(s.Disable, ",")},
		{"severity", s.Severity},
		{"funcs", strings.Join(s.Funcs, ",")},
		{"fields", strings.Join(s.Fields, ",")},
		{"anyq", strconv.FormatBool(s.AnyQuery)},
	} {
		if flag.value == "" {
			continue
		}
		if err := a.Flags.Set(flag.name, flag.value); err != nil {
			return nil, fmt.Errorf("%s: %w", flag.name, err)
		}
	}
	return plugin{a}, nil
}

// A plugin is an analyzer as golangci-lint wants it.
type plugin struct{ analyzer *analysis.Analyzer }

// BuildAnalyzers returns the analyzer.
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{p.analyzer}, nil
}

// GetLoadMode says that the analyzer needs types.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
