package recording

import (
	"html"
	"regexp"
	"strings"
)

// entity matches a character of HTML that is written by its name or number.
var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// The characters that HTML needs entities for: everywhere, and in attributes.
var (
	escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	escape     = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;",
		"'", "&#39;", `"`, "&quot;")
)

// plainEntities returns HTML with one spelling for every character: as it is, or,
// of those that were entities and may have to be, as escape writes it.
func plainEntities(text string) string {
	if !strings.Contains(text, "&") {
		return text
	}
	return entity.ReplaceAllStringFunc(text, func(written string) string {
		char := html.UnescapeString(written)
		if char == written { // no entity at all
			return written
		}
		return escape.Replace(char)
	})
}
