package main

import (
	"net/http"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bbql/go-bbql/schema"
)

// completePath completes the segment of a path of the API that is being written.
// What stands in a hole of a template only the user knows.
func completePath(
	_ *cobra.Command, args []string, written string,
) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var paths []string
	for e := range schema.Endpoints() {
		if e.Method != http.MethodGet {
			continue
		}
		if path, ok := extend(written, e.Path); ok && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// extend returns the path with the last segment as in the template, and reports
// whether it fits there.
func extend(written, template string) (path string, ok bool) {
	segments, pattern := strings.Split(written, "/"), strings.Split(template, "/")
	last := len(segments) - 1
	if last == 0 && written == "" {
		segments, last = []string{"", ""}, 1
	}
	if last >= len(pattern) || strings.HasPrefix(pattern[last], "{") ||
		!strings.HasPrefix(pattern[last], segments[last]) {
		return "", false
	}
	for i, segment := range segments[:last] {
		isHole := strings.HasPrefix(pattern[i], "{") && segment != ""
		if !isHole && segment != pattern[i] {
			return "", false
		}
	}
	return strings.Join(append(segments[:last], pattern[last]), "/"), true
}
