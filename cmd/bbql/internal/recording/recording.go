package recording

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Options say what to take, and what to change.
type Options struct {
	Hosts           []string // beside Bitbucket's own: a host, host:port, or the URL of one
	ReplacePersonal bool     // put stand-ins in the places of people
}

// A Recording collects responses. Use it in one goroutine.
type Recording struct {
	options Options
	replies []*reply
	secrets map[string]bool
	left    leavings
	size    int // of all bodies
}

// A reply is a response that is taken.
type reply struct {
	place   place
	page    int
	trimmed bool // whether its objects lack members by request
	more    bool // whether it has a next page
	objects [][]byte
}

// New returns a Recording of nothing.
func New(o Options) *Recording {
	r := &Recording{options: o, secrets: map[string]bool{}}
	r.options.Hosts = slices.Clone(hosts[:])
	for _, host := range o.Hosts {
		if _, after, ok := strings.Cut(host, "://"); ok {
			host, _, _ = strings.Cut(after, "/")
		}
		r.options.Hosts = append(r.options.Hosts, plainHost(host))
	}
	return r
}

// plainHost returns a host as it is compared: proxies write the port of HTTPS.
func plainHost(host string) string { return strings.TrimSuffix(strings.ToLower(host), ":443") }

// maxBodies is the size of all bodies that are taken: all of them are in memory,
// and so is what becomes of them.
const maxBodies = 256 << 20

// ErrTooMuch is the error of bodies that are too large together.
var ErrTooMuch = errors.New("the responses have more than 256 MiB: record them in parts")

// Add adds a response, or counts it among those that are left out.
func (r *Recording) Add(resp Response) error {
	for _, secret := range resp.Secrets {
		r.secrets[secret] = true
	}
	rep, why := r.take(resp)
	if why != "" {
		r.left.add(why, shown(resp.URL))
		return nil
	}
	r.replies = append(r.replies, rep)
	if r.size += len(resp.Body); r.size > maxBodies {
		return ErrTooMuch
	}
	return nil
}

// take returns what there is to keep of a response, or why there is nothing.
func (r *Recording) take(resp Response) (rep *reply, why string) {
	u, err := url.Parse(resp.URL)
	if err != nil {
		return nil, "the URL is none"
	}
	host := plainHost(u.Host)
	below, ok := cutBase(u.EscapedPath())
	switch {
	case host == "" && resp.Problem != "":
		return nil, resp.Problem // of a file that nothing gives a URL
	case !slices.Contains(r.options.Hosts, host):
		return nil, "another host"
	case resp.Method != "GET":
		return nil, "no GET"
	case !ok:
		return nil, "no path of the API"
	case resp.Status < 200 || resp.Status > 299:
		return nil, "the status is not 200"
	case resp.Problem != "":
		return nil, resp.Problem
	}
	rep = &reply{}
	rep.place, ok = placeOf(below)
	if !ok || isPortable(rep.place.name()) && rep.place.isAnothers() {
		return nil, "no path of the API"
	}
	if why := rep.read(resp.Body); why != "" {
		return nil, why
	}
	rep.ask(u.Query())
	if rep.trimmed && rep.place.endpoint.List && !rep.identified() {
		return nil, "its fields parameter left nothing to tell the objects apart"
	}
	return rep, ""
}

// cutBase returns what follows the base in the path of a URL.
func cutBase(path string) (string, bool) {
	for _, base := range bases {
		if below, ok := strings.CutPrefix(path, base); ok {
			return below, true
		}
	}
	return "", false
}

// read takes the body of a reply, or says why it is of no use.
func (rep *reply) read(data []byte) (why string) {
	if len(data) == 0 {
		return "there is no body: export contents too"
	}
	b, err := readJSON(data)
	isList := rep.place.endpoint.List
	switch {
	case err != nil:
		return "the body is no JSON"
	case b.kind != '{' && b.kind != '[':
		return "the body is no object"
	case b.list && !isList:
		return "a page where the API has one object"
	case !b.list && isList:
		return "no page where the API has a list"
	case slices.ContainsFunc(b.values, func(value []byte) bool { return value[0] != '{' }):
		return "a page of what is no object"
	}
	rep.objects = b.values
	if !isList {
		rep.objects = [][]byte{data}
	}
	rep.page, _ = strconv.Atoi(b.page)
	rep.more = b.next
	return ""
}

// ask notes what the request asked for.
func (rep *reply) ask(params url.Values) {
	for item := range strings.SplitSeq(params.Get("fields"), ",") {
		item = strings.TrimSpace(item)
		rep.trimmed = rep.trimmed || item != "" && item[0] != '+'
	}
}

// identified reports whether every object of a list is told from the others.
func (rep *reply) identified() bool {
	return !slices.ContainsFunc(rep.objects, func(data []byte) bool {
		_, ok := parsed(data).identity()
		return !ok
	})
}

// A Leaving says how many responses were left out for one reason.
type Leaving struct {
	Reason string
	Count  int
	First  string // the URL of the first, without its parameters
}

// leavings are in the order of their first.
type leavings []Leaving

func (l *leavings) add(reason, url string) {
	i := slices.IndexFunc(*l, func(one Leaving) bool { return one.Reason == reason })
	if i < 0 {
		i = len(*l)
		*l = append(*l, Leaving{Reason: reason, First: url})
	}
	(*l)[i].Count++
}
