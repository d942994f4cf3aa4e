package fuzz_test

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/fuzz"
)

func TestExplore(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("N"))
	classes := map[string]string{}
	count := map[string]int{}
	add := func(class, ex string) {
		count[class]++
		if old, ok := classes[class]; !ok || len(ex) < len(old) {
			classes[class] = ex
		}
	}
	for seed := range uint64(n) {
		s := fuzz.NewSource(seed)
		tree := fuzz.Tree(s)
		text := fuzz.Mistaken(s, tree)
		if len(text) > 200 {
			continue
		}
		_, err := bbql.Parse(text)
		if err == nil {
			continue
		}
		var errs bbql.Errors
		errors.As(err, &errs)
		for i, e := range errs {
			if i > 0 && e.Span.Start < errs[i-1].Span.Start {
				add("order", text+" :: "+fmt.Sprint([]*bbql.Error(errs)))
			}
			shown := e.Error() + e.Detail()
			for _, leak := range []string{"<EOF>", "lexer:", "%!", "participle"} {
				if strings.Contains(shown, leak) && !strings.Contains(text, leak) {
					add("leak "+leak, text+" :: "+e.Error())
				}
			}
			if !within(text, e.Span) {
				add("span", text+" :: "+e.Error())
			}
			if e.Fix == nil {
				continue
			}
			fixed := e.Fix.Apply(text)
			_, err := bbql.Parse(fixed)
			if err == nil {
				continue
			}
			var left bbql.Errors
			errors.As(err, &left)
			ex := fmt.Sprintf("%q\n    %v\n  =>%q\n   left %v\n   all %v", text, e, fixed, []*bbql.Error(left), []*bbql.Error(errs))
			if len(errs) == 1 {
				add("only: "+e.Msg, ex)
			} else {
			 for _, l := range left { if l.Msg==e.Msg && l.Span.Start==e.Span.Start && fixed[l.Span.Start:l.Span.End]==text[e.Span.Start:e.Span.End] {
				add("several: "+e.Msg, ex) } }
			}
		}
	}
	for c, ex := range classes {
		fmt.Printf("== %d %.100s\n%s\n", count[c], c, ex)
	}
	classes = map[string]string{}
	for seed := range uint64(n/100) {
		text := bbql.Format(fuzz.Tree(fuzz.NewSource(seed)))
		text = text[:min(len(text), 300)]
		for i := range text {
			_, err := bbql.Parse(text[:i])
			if err == nil {
				continue
			}
			var errs bbql.Errors
			errors.As(err, &errs)
			for _, e := range errs { if e.Incomplete { continue }
				add(e.Msg, fmt.Sprintf("PREFIX %q %v", text[:i], []*bbql.Error(errs)))
			}
		}
	}
	for c, ex := range classes {
		fmt.Printf("== %d %.100s\n%s\n", count[c], c, ex)
	}
}
