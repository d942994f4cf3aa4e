package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bbql/go-bbql/lint"
)

// configName is the file that lint looks for in the working directory and in
// those above it.
const configName = ".bbql.yaml"

// A lintConfig is what such a file says:
//
//	rules:
//	  redundant-parentheses: off
//	files:
//	  - pattern: queries/pullrequests/**
//	    resource: pullrequest
//	  - pattern: "*.issues"
//	    endpoint: /repositories/{workspace}/{repo_slug}/issues
//	    rules: {redundant-parentheses: on}
//
// Of the entries that match a file each counts, the later ones more.
type lintConfig struct {
	Rules ruleSwitches `yaml:"rules"`
	Files []fileConfig `yaml:"files"`

	dir string // patterns are relative to it
}

type fileConfig struct {
	Pattern  string       `yaml:"pattern"`
	Resource string       `yaml:"resource"`
	Endpoint string       `yaml:"endpoint"`
	Rules    ruleSwitches `yaml:"rules"`
}

// ruleSwitches say which rules are on and which are off.
type ruleSwitches map[string]bool

// loadConfig returns the configuration that --config names, or the one that is
// found, or one that says nothing.
func (f *lintFlags) loadConfig() (*lintConfig, error) {
	name := f.config
	if name == "" {
		name = findConfig()
	}
	if name == "" {
		return &lintConfig{}, nil
	}
	c := &lintConfig{dir: filepath.Dir(name)}
	if err := readYAML(name, c); err != nil {
		return nil, err
	}
	if err := c.validate(); err != nil {
		return nil, usagef("%s: %w", name, err)
	}
	return c, nil
}

// findConfig returns the path of the nearest configuration, "" if there is none.
func findConfig() string {
	dir, err := os.Getwd()
	for err == nil {
		name := filepath.Join(dir, configName)
		if _, statErr := os.Stat(name); !errors.Is(statErr, fs.ErrNotExist) {
			return name
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	return ""
}

func (c *lintConfig) validate() error {
	if err := c.Rules.validate(); err != nil {
		return err
	}
	for i := range c.Files {
		if err := c.Files[i].validate(); err != nil {
			return err
		}
	}
	return nil
}

func (f *fileConfig) validate() error {
	if f.Pattern == "" {
		return errors.New("an entry of files has no pattern")
	}
	if _, err := path.Match(f.Pattern, ""); err != nil {
		return usagef("the pattern %q is malformed", f.Pattern)
	}
	if f.Resource != "" && f.Endpoint != "" {
		return usagef("the pattern %q has a resource and an endpoint: leave the resource to the endpoint",
			f.Pattern)
	}
	if _, err := about(f.Resource, f.Endpoint); err != nil {
		return err
	}
	return f.Rules.validate()
}

func (s ruleSwitches) validate() error {
	ids := make([]string, 0, len(s))
	for id := range s {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if _, err := findRule(id); err != nil {
			return err
		}
	}
	return nil
}

// off returns the rules that are off where nothing is said of a file.
func (c *lintConfig) off() []string { return c.Rules.off(nil) }

// off returns the rules that were off before, less those that s puts on, and
// those that it puts off.
func (s ruleSwitches) off(before []string) []string {
	var ids []string
	for _, id := range ruleIDs() {
		on, said := s[id]
		if said && !on || !said && slices.Contains(before, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// optionsFor returns what the flags and the configuration say of a file. Flags
// count more.
func (f *lintFlags) optionsFor(name string, c *lintConfig) (lint.Options, error) {
	opts, err := f.options()
	if err != nil {
		return opts, err
	}
	said := opts.Resource != "" || opts.Endpoint != ""
	off := c.off()
	for i := range c.Files {
		entry := &c.Files[i]
		if !entry.matches(c.relative(name)) {
			continue
		}
		off = entry.Rules.off(off)
		if !said && entry.Resource+entry.Endpoint != "" {
			o, err := about(entry.Resource, entry.Endpoint)
			if err != nil {
				return opts, err
			}
			opts.Resource, opts.Endpoint = o.Resource, o.Endpoint
		}
	}
	opts.Disable = slices.Concat(opts.Disable, off)
	return opts, nil
}

// relative returns the path of a file from the directory of the configuration.
func (c *lintConfig) relative(name string) string {
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return name
	}
	file, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		return name
	}
	return filepath.ToSlash(rel)
}

// matches reports whether the pattern matches a path. One without a slash is
// about the name of the file in any directory; ** stands for any directories.
func (f *fileConfig) matches(name string) bool {
	if !strings.Contains(f.Pattern, "/") {
		ok, err := path.Match(f.Pattern, path.Base(name))
		return ok && err == nil
	}
	pattern := strings.TrimPrefix(f.Pattern, "/")
	return matchSegments(strings.Split(pattern, "/"), strings.Split(name, "/"))
}

func matchSegments(pattern, name []string) bool {
	for len(pattern) > 0 && pattern[0] != "**" {
		if len(name) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], name[0]); !ok || err != nil {
			return false
		}
		pattern, name = pattern[1:], name[1:]
	}
	if len(pattern) == 0 {
		return len(name) == 0
	}
	for i := range len(name) + 1 {
		if matchSegments(pattern[1:], name[i:]) {
			return true
		}
	}
	return false
}
