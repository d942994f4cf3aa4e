// Package written has filters that are written to builders and buffers.
package written

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/bbql/go-bbql/bbql"
)

func straight(s string, n int) {
	var sb strings.Builder
	sb.WriteString(`name ~ "`)
	sb.WriteString(s) // want `a quote in s ends the string: use builder.Field\("name"\).Contains\(s\)`
	sb.WriteByte('"')
	_, _ = fmt.Fprintf(&sb, ` AND id > %d AND state = "%s"`, n, s) // want `builder.Field\("state"\).Eq\(s\)`
	io.WriteString(&sb, " AND draft == true")                      // want `\(syntax\)`
	if sb.Len() > 0 {
		bbql.Parse(sb.String())
	}

	buf := &bytes.Buffer{}
	buf.Write([]byte("id > 5 AND "))
	fmt.Fprint(buf, "title ~ ", bbql.Quote(s), " AND size = ", n)
	buf.WriteRune('5')
	bbql.Parse(buf.String())
	bbql.Parse("(" + buf.String() + ") AND y == 1") // want `\(syntax\)`

	few := new(strings.Builder)
	few.WriteString("x == 1") // want `\(syntax\)`
	bbql.Parse(few.String())
}

func sometimes(s string, draft bool) {
	var sb strings.Builder
	sb.WriteString(`state = "OPEN"`)
	if draft {
		sb.WriteString(" AND draft = true")
	}
	if s != "" {
		sb.WriteString(` AND title ~ "`)
		sb.WriteString(s) // want `a quote in s ends the string`
		sb.WriteString(`"`)
	}
	bbql.Parse(sb.String())
	bbql.Parse("(" + sb.String() + ") AND id > 5")
}

func repeated(names []string) {
	var sb strings.Builder
	sb.WriteString("name IN (")
	for i, name := range names {
		if i > 0 {
			sb.WriteString(", ")
		}
		sb.WriteString(`"`)
		sb.WriteString(name) // want `a quote in name ends the string`
		sb.WriteString(`"`)
	}
	sb.WriteString(")")
	bbql.Parse(sb.String())

	for _, name := range names {
		sb := strings.Builder{}
		switch name {
		case "x":
			sb.WriteString("x == 1")
		}
		bbql.Parse(sb.String())
	}
}

// Nothing is said where not all that is written can be known.
func unknown(s string, given *strings.Builder, write func(io.Writer)) {
	given.WriteString("x == 1")
	bbql.Parse(given.String())

	var passed strings.Builder
	passed.WriteString("x == 1 AND " + s)
	write(&passed)
	bbql.Parse(passed.String())

	var reset strings.Builder
	reset.WriteString("x == 1 AND " + s)
	reset.Reset()
	bbql.Parse(reset.String())

	full := bytes.NewBufferString("name = ")
	full.WriteString(`"x"`)
	bbql.Parse(full.String())

	var early strings.Builder
	bbql.Parse(early.String())
	early.WriteString("x == 1")

	var self strings.Builder
	self.WriteString("id > 5 AND ")
	self.WriteString(self.String()) // want `self.String\(\) can be any part of a filter`
	bbql.Parse(self.String())
}
