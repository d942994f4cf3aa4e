package main

import (
	"regexp"
	"slices"
	"strings"
)

// askWord is where a command may begin that asks for a URL.
var askWord = regexp.MustCompile(`(?:^|[^\w.$-])(curl|wget|https?|xhs?)(?:\.exe)?[ \t\\]`)

// queryItem is how HTTPie and xh take a parameter: its name, then what is behind
// the two signs, or in a file.
var queryItem = regexp.MustCompile(`^([\w.-]+=)=(@)?`)

// apiHost is the address of the API where there is no scheme before it.
var apiHost = regexp.MustCompile(`(?i)^api\.bitbucket\.org/`)

// A curl is what there is to know of a command that asks for URLs: which parameters
// it puts behind them.
type curl struct {
	program string
	urls    []curlURL
	get     bool       // -G: whether data are parameters
	params  []curlData // in their order
	partial bool       // whether there are parameters that are not known
	pending *curlOption
}

// A curlOption is how an option of curl that has data takes them.
type curlOption struct {
	encodes bool // whether it encodes the content
	file    bool // whether @ stands before the name of a file
	query   bool // whether it needs no -G
}

type curlURL struct {
	target
	start, end int // in the piece
}

type curlData struct {
	target
	query bool
}

// curlOptions are the options of curl that have data.
var curlOptions = map[string]*curlOption{
	"-d":               {file: true},
	"--data":           {file: true},
	"--data-ascii":     {file: true},
	"--data-binary":    {file: true},
	"--data-raw":       {},
	"--data-urlencode": {encodes: true, file: true},
	"--url-query":      {encodes: true, file: true, query: true},
}

// curlValues are the short options of curl that have a value.
const curlValues = "oHuXAbcCDeEFhKmPQrtTUwxyYz"

// curls returns the URLs of Bitbucket that commands ask for, with the parameters
// that they add.
func (p *piece) curls() []curlURL {
	var list []curlURL
	for from := 0; ; {
		m := askWord.FindStringSubmatchIndex(p.text[from:])
		if m == nil {
			return list
		}
		start, blank := from+m[2], from+m[1]-1
		c := curl{program: p.text[start : from+m[3]]}
		if from = blank; !p.inText(start) {
			from = p.command(blank, &c)
			list = append(list, c.complete()...)
		}
	}
}

// inText reports whether what begins at a place is in a string, and so no
// command, unless the string has it run.
func (p *piece) inText(start int) bool {
	before := p.text[:start]
	run := strings.HasSuffix(before, "$(") || strings.HasSuffix(before, "`")
	return !run && p.quotes.openAt(start)
}

// command reads the words of a command and returns where it ends.
func (p *piece) command(i int, c *curl) (end int) {
	for i < len(p.text) {
		switch b := p.text[i]; {
		case b == ' ' || b == '\t' || b == '<' || b == '>':
			i++
		case lineEnds(p.text[i:]) > 0:
			i += lineEnds(p.text[i:])
		case b == '&' && strings.IndexByte("<>", p.text[i-1]) >= 0, strings.HasPrefix(p.text[i:], "&>"):
			i++ // of a redirection
		case b == '#' || b == '&' || p.endsWord(i):
			return i
		default:
			w, end := p.word(i, 0)
			c.add(p, w, i, end)
			i = end
		}
	}
	return i
}

// add takes a word that is somewhere in a piece.
func (c *curl) add(p *piece, w target, start, end int) {
	option, isOption := curlOptions[w.text]
	switch {
	case c.pending != nil:
		c.data(w, *c.pending)
		c.pending = nil
	case c.program == "wget":
		c.url(p, w, start, end)
	case c.program != "curl":
		if !c.item(w) {
			c.url(p, w, start, end)
		}
	case isOption:
		c.pending = option
	case w.text == "--get":
		c.get = true
	case strings.HasPrefix(w.text, "-") && !strings.HasPrefix(w.text, "--"):
		c.short(w)
	default:
		c.url(p, w, start, end)
	}
}

// url takes a word that is somewhere in a piece, if it is a URL of Bitbucket.
func (c *curl) url(p *piece, w target, start, end int) {
	text := strings.TrimPrefix(w.text, "--url=")
	w = p.withoutBase(w.from(len(w.text) - len(text)))
	if host := apiHost.FindString(w.text); host != "" {
		w = w.from(len(host) - 1)
	}
	if w.isBitbucket() {
		c.urls = append(c.urls, curlURL{w, start, end})
	}
}

// item takes a word of HTTPie, if it is a parameter.
func (c *curl) item(w target) bool {
	m := queryItem.FindStringSubmatchIndex(w.text)
	switch {
	case m == nil:
		return false
	case m[4] >= 0:
		c.partial = true // a file
	default:
		name := m[3]
		w.text = w.text[:name] + w.text[name+1:]
		w.letters = slices.Delete(w.letters, name, name+1)
		c.params = append(c.params, curlData{w.encodedFrom(name), true})
	}
	return true
}

// short takes a word of options of one letter each.
func (c *curl) short(w target) {
	for i := 1; i < len(w.text); i++ {
		switch b := w.text[i]; {
		case b == 'G':
			c.get = true
		case b == 'd' && i+1 < len(w.text):
			c.data(w.from(i+1), *curlOptions["-d"])
			return
		case b == 'd':
			c.pending = curlOptions["-d"]
		case strings.IndexByte(curlValues, b) >= 0:
			return
		}
	}
}

// data takes what an option has: parameters as they are sent, or one as name=content.
func (c *curl) data(w target, option curlOption) {
	if text, ok := strings.CutPrefix(w.text, "+"); ok && option.query {
		w, option.encodes = w.from(len(w.text)-len(text)), false
	}
	i := strings.IndexAny(w.text, "=@")
	switch {
	case w.text == "":
		return
	case option.encodes && (i <= 0 || w.text[i] == '@'), option.file && w.text[0] == '@':
		c.partial = true // a file, or content without a name
		return
	case option.encodes:
		w = w.encodedFrom(i + 1)
	}
	c.params = append(c.params, curlData{w, option.query})
}

// complete returns the URLs of the command, the first one with the parameters
// that the command adds: all have the same ones.
func (c *curl) complete() []curlURL {
	var parts []target
	for _, data := range c.params {
		if c.get || data.query {
			parts = append(parts, data.target)
		}
	}
	if len(c.urls) > 0 && len(parts) > 0 {
		g := &c.urls[0].target
		*g = g.with(parts)
		if c.partial {
			g.rules = append(g.rules, "missing-parameter")
		}
	}
	return c.urls
}

// separator returns what curl puts behind a URL before parameters.
func (g *target) separator() string {
	switch {
	case !strings.Contains(g.text, "?"):
		return "?"
	case strings.HasSuffix(g.text, "?") || strings.HasSuffix(g.text, "&"):
		return ""
	}
	return "&"
}

// withoutBase returns a word without the address of the API, where that is a hole
// that it begins with.
func (p *piece) withoutBase(w target) target {
	if isURL(w.text) {
		return w
	}
	i := strings.IndexByte(w.text, '/')
	if i <= 0 || p.holes.at(w.letters[0].Start) < 0 ||
		p.holes.at(w.letters[i-1].Start) != p.holes.at(w.letters[0].Start) {
		return w
	}
	return w.from(i)
}
