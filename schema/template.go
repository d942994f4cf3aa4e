package schema

import (
	"net/url"
	"slices"
	"strings"
)

// EndpointFor returns the endpoint that a request goes to. The URL may be whole
// or just a path, with or without /2.0, and may end in a slash; a query string
// counts for nothing. A hole of a template takes any segment, also one that is
// itself a hole; the last hole of a few takes slashes too, such as that of
// src/{commit}/{path}. Where several templates fit, the most literal one wins.
func EndpointFor(method, rawURL string) (Endpoint, bool) {
	segments, slash := apiPath(rawURL)
	best, most := -1, uint64(0)
	for i := range operations {
		if !strings.EqualFold(operations[i].method, method) {
			continue
		}
		r, ok := rank(operations[i].path[1:], operations[i].deep, segments, slash)
		if ok && (best < 0 || r > most) {
			best, most = i, r
		}
	}
	if best < 0 {
		return Endpoint{}, false
	}
	return operations[best].endpoint(), true
}

// apiPath returns the path of a URL within the API as segments, and whether a
// slash followed the last.
func apiPath(rawURL string) (segments []string, slash bool) {
	path := rawURL
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	if _, rest, ok := strings.Cut(path, "://"); ok {
		_, path, _ = strings.Cut(rest, "/")
	}
	path = strings.TrimPrefix(path, "/")
	path, slash = strings.CutSuffix(path, "/")
	segments = strings.Split(path, "/")
	switch i := slices.Index(segments[:min(2, len(segments))], "2.0"); {
	case i == 0, i == 1 && isBase(segments[0]):
		segments = segments[i+1:]
	}
	for i, s := range segments {
		if text, err := url.PathUnescape(s); err == nil {
			segments[i] = text
		}
	}
	return segments, slash
}

// isBase reports whether a segment may stand before 2.0.
func isBase(segment string) bool {
	return segment == "api" || segment == "!api" || segment == "api.bitbucket.org"
}

// What a segment of a template adds to its rank. A template that ends is more
// literal than one that goes on to take nothing.
const (
	rankNothing uint64 = iota
	rankEnd
	rankRest
	rankHole
	rankPart
	rankLiteral

	rankBits = 3 // of 64: enough for 21 segments, which no template has
)

// rank reports whether a template fits a path, and how literal it is: segments
// further left count for more. The last hole of a deep one takes slashes.
func rank(template string, deep bool, segments []string, slash bool) (uint64, bool) {
	var rank uint64
	for shift := 64 - rankBits; ; shift -= rankBits {
		name, rest, more := strings.Cut(template, "/")
		if deep && !more {
			r, ok := rankOfRest(segments, slash)
			return rank | r<<shift, ok
		}
		if len(segments) == 0 || !fits(name, segments[0]) {
			return 0, false
		}
		rank |= rankOf(name) << shift
		template, segments = rest, segments[1:]
		if !more {
			return rank | rankEnd<<(shift-rankBits), len(segments) == 0
		}
	}
}

// rankOfRest ranks the last hole of a template, which takes all that is left of
// a path. It may be left empty after a slash: src/main/ is a repository's root.
func rankOfRest(segments []string, slash bool) (uint64, bool) {
	if len(segments) == 0 {
		return rankNothing, slash
	}
	return rankRest, true
}

func rankOf(segment string) uint64 {
	switch {
	case !strings.Contains(segment, "{"):
		return rankLiteral
	case strings.IndexByte(segment, '}') == len(segment)-1 && segment[0] == '{':
		return rankHole
	}
	return rankPart
}

// fits reports whether text fits one segment of a template, in which every hole
// takes at least one byte.
func fits(template, text string) bool {
	literal, rest, hole := strings.Cut(template, "{")
	text, ok := strings.CutPrefix(text, literal)
	if !ok || !hole {
		return ok && text == ""
	}
	_, rest, _ = strings.Cut(rest, "}")
	if rest == "" {
		return text != ""
	}
	for i := 1; i <= len(text); i++ {
		if fits(rest, text[i:]) {
			return true
		}
	}
	return false
}
