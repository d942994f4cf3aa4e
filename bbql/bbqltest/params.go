package bbqltest

import (
	"strconv"
	"strings"

	"github.com/bbql/go-bbql/internal/urlquery"
)

// params are the parameters of a query string, decoded.
type params map[string][]string

func readParams(rawQuery string) (params, error) {
	ps := params{}
	for p := range urlquery.Params(rawQuery) {
		value, err := urlquery.Unescape(p.Value)
		if err != nil {
			return nil, badRequest("Bad Request: %s: %v", shownKey(p.Key), err)
		}
		ps[p.Key] = append(ps[p.Key], value)
	}
	return ps, nil
}

// shownKey returns the name of a parameter as messages have it. What is no word
// may be anything, also JSON with a token that was sent as if it were a form.
func shownKey(key string) string {
	if strings.Trim(key, "abcdefghijklmnopqrstuvwxyz_") != "" {
		return "a parameter"
	}
	return key
}

// last returns the value of a parameter, of one that is repeated the last, as
// Django does (assumed), and "" of one that is not there.
func (ps params) last(key string) string {
	values := ps[key]
	if len(values) == 0 {
		return ""
	}
	return values[len(values)-1]
}

// lastPage is beyond every list, and small enough that the objects before it
// can be counted on any machine.
const lastPage = 1 << 24

// window returns which page is asked for, and how long it is (rule F5).
func (ps params) window(byDefault, most int) (page, length int, err error) {
	page, length = 1, byDefault
	if text := ps.last("pagelen"); text != "" {
		length, err = strconv.Atoi(text)
		if err != nil || length < 1 || length > most {
			return 0, 0, badRequest("Invalid pagelen")
		}
	}
	if text := ps.last("page"); text != "" {
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil || number < 1 {
			return 0, 0, badRequest("Invalid page")
		}
		page = int(min(number, lastPage))
	}
	return page, length, nil
}
