package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func TestPages(t *testing.T) {
	f := newFixture(t, offline())
	sizes := ""
	for page, err := range f.Pages(t.Context(), f.at(t, pulls+"?pagelen=15&q=id%20%3E%200&sort=id")) {
		if err != nil {
			t.Fatal(err)
		}
		sizes += fmt.Sprintf("%d of %d, ", len(page.Values), page.Size)
	}
	if want := "15 of 36, 15 of 36, 6 of 36, "; sizes != want || f.requests.Load() != 3 {
		t.Errorf("pages of %s by %d requests, want %s", sizes, f.requests.Load(), want)
	}
	for range f.Pages(t.Context(), f.at(t, pulls+"?pagelen=15")) {
		break
	}
	if f.requests.Load() != 4 {
		t.Error("a page was asked for that nobody wanted")
	}
}

// The links are used as they come.
func TestNextIsVerbatim(t *testing.T) {
	var asked []string
	f := newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.RequestURI)
		if len(asked) == 1 {
			fmt.Fprintf(w, `{"values":[],"next":"http://%s/2.0/a%%2Fb//c?q=x+%%3D%%201&ctx=A%%2bb=&page=zzz"}`, r.Host)
			return
		}
		fmt.Fprint(w, `{"values":[{}]}`)
	}))
	if n, err := f.count(t, pulls); n != 1 || err != nil {
		t.Errorf("%d objects, error %v", n, err)
	}
	if want := "/2.0/a%2Fb//c?q=x+%3D%201&ctx=A%2bb=&page=zzz"; len(asked) != 2 || asked[1] != want {
		t.Errorf("asked for %q, want %s", asked, want)
	}
}

// A server that repeats the token, in a link or in a header, makes no message
// tell it.
func TestMessagesHideTheToken(t *testing.T) {
	const token = "s3cret-token"
	for name, answer := range map[string]func(w http.ResponseWriter, next string){
		"status": func(w http.ResponseWriter, _ string) { w.WriteHeader(http.StatusInternalServerError) },
		"empty":  func(http.ResponseWriter, string) {},
		"cut":    func(w http.ResponseWriter, _ string) { fmt.Fprint(w, `{"values":[`) },
		"type": func(w http.ResponseWriter, _ string) {
			w.Header().Set("Content-Type", token)
			fmt.Fprint(w, "<html>")
		},
		"circle":  func(w http.ResponseWriter, next string) { fmt.Fprintf(w, `{"values":[],"next":%q}`, next) },
		"no URL":  func(w http.ResponseWriter, _ string) { fmt.Fprint(w, `{"values":[],"next":"http://[`+token+`"}`) },
		"large":   func(w http.ResponseWriter, _ string) { w.Write(make([]byte, 2000)) },
		"dropped": func(http.ResponseWriter, string) { panic(http.ErrAbortHandler) },
	} {
		f := newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next := "http://" + r.Host + "/2.0/user?page=2&t=" + token
			if r.URL.RawQuery != "" {
				answer(w, next)
				return
			}
			fmt.Fprintf(w, `{"values":[],"next":%q}`, next)
		}))
		f.Credentials, f.MaxBody = Bearer(token), 1000
		_, err := f.count(t, "/2.0/user")
		if err == nil || strings.Contains(err.Error(), token) || !strings.Contains(err.Error(), "t=[secret]") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCircles(t *testing.T) {
	f := newFixture(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.URL.Query().Get("page"))
		fmt.Fprintf(w, `{"values":[{"id":%d}],"next":"http://%s/2.0/user?page=%d"}`, page, r.Host, page%3+1)
	}))
	n, err := f.count(t, "/2.0/user?page=1")
	if n != 3 || err == nil || !strings.Contains(err.Error(), "leads in a circle, to http://") {
		t.Errorf("%d objects, error %v", n, err)
	}
}

func TestAnswers(t *testing.T) {
	list, object := "/2.0/repositories/acme", "/2.0/repositories/acme/site"
	tests := []struct {
		path, body string
		values     string // joined by spaces
		list       bool
		err        string // the end of the error
	}{
		{list, `{"values": [ {"a": 1.0} , {} ], "size": 2}`, `{"a": 1.0} {}`, true, ""},
		{list, ` {"values":[]}`, ``, true, ""},
		{list, `{"values":[{}],"summary":"new in the envelope"}`, `{}`, true, ""},
		{object, `{"values":[{}],"page":1}`, `{}`, true, ""},
		{object, `{"values":[{}],"id":1}`, `{"values":[{}],"id":1}`, false, ""},
		{object, "\n{\"next\": \"x\"}", `{"next": "x"}`, false, ""},
		{object, `[1]`, `[1]`, false, ""},
		{list, `{"size":0}`, ``, true, ""},
		{"/2.0/repositories/acme/site/src/main/a.json", `{"size":0}`, `{"size":0}`, false, ""},
		{list, `{"values":{"a":1}}`, `{"values":{"a":1}}`, false, ""},
		{list, ``, ``, false, "the answer is empty"},
		{list, `{"values":[{"a"`, ``, false, "the answer is cut off: its JSON ends after 15 bytes"},
		{list, `{"values":[],"next":"http`, ``, false, "its JSON ends after 25 bytes"},
		{list, `{"values":[],"size":`, ``, false, "its JSON ends after 20 bytes"},
		{list, `{"values":[]} x`, ``, false, ""},
		{list, `<html>`, ``, false, ""},
	}
	for _, tt := range tests {
		f := newFixture(t, says(tt.body))
		page, err := f.page(t.Context(), f.at(t, tt.path))
		if tt.err != "" || strings.HasSuffix(tt.body, "x") || tt.body == "<html>" {
			if err == nil || !strings.HasSuffix(err.Error(), tt.err) {
				t.Errorf("%s: error %v", tt.body, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.body, err)
			continue
		}
		var values []string
		for _, v := range page.Values {
			values = append(values, string(v))
		}
		if got := strings.Join(values, " "); got != tt.values || page.List != tt.list {
			t.Errorf("%s: values %s, list %v", tt.body, got, page.List)
		}
	}
}

// Of equal names the first counts (rule M13), also where it has no use.
func TestDuplicateMembers(t *testing.T) {
	u := &url.URL{Path: "/2.0/repositories/acme"}
	for body, want := range map[string]Page{
		`{"values":[1],"values":[2,3]}`:                             {Values: []json.RawMessage{[]byte("1")}, Size: -1},
		`{"values":[1],"\u0076alues":[2]}`:                          {Values: []json.RawMessage{[]byte("1")}, Size: -1},
		`{"values":[],"next":"/a","next":"/b","size":1,"size":2}`:   {Values: []json.RawMessage{}, Size: 1, next: "/a"},
		`{"next":null,"next":"/b","values":[],"size":"x","size":2}`: {Values: []json.RawMessage{}, Size: -1},
	} {
		want.URL, want.List = u, true
		got, err := newPage(u, []byte(body))
		if err != nil || !reflect.DeepEqual(*got, want) {
			t.Errorf("%s: %+v, %v, want %+v", body, got, err, want)
		}
	}
	got, err := newPage(u, []byte(`{"values":{},"values":[1]}`))
	if err != nil || got.List {
		t.Errorf("values that are no array: %+v, %v, want one object", got, err)
	}
}

// FuzzPage holds that an answer is read if and only if it is JSON, and that what
// it is made of are the bytes that came.
func FuzzPage(f *testing.F) {
	for _, seed := range []string{
		`{"values":[{"id":1}],"next":"x","size":1}`, `{"values":[1,[2]],"size":-1e9}`, ` {"a":1} `, `[1`,
		`{"next":"\ud800"}`, `{"values":[],"values":[{}]}`, `{"\u0076alues":[0]}`, ``, `nul`, `{} {}`,
	} {
		f.Add([]byte(seed), true)
		f.Add([]byte(seed), false)
	}
	f.Fuzz(func(t *testing.T, body []byte, list bool) {
		u := &url.URL{Path: "/2.0/user"}
		if list {
			u.Path = "/2.0/repositories/acme"
		}
		page, err := newPage(u, body)
		if (err == nil) != json.Valid(body) {
			t.Fatalf("%q: error %v", body, err)
		}
		if err != nil {
			return
		}
		if !page.List && (len(page.Values) != 1 || page.HasNext()) {
			t.Errorf("%q: %d values of one object, next %q", body, len(page.Values), page.next)
		}
		for _, v := range page.Values {
			if !json.Valid(v) || !bytes.Contains(body, v) {
				t.Errorf("%q: value %q", body, v)
			}
		}
	})
}
