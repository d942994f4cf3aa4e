package eval_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bbql/go-bbql/ast"
	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/eval"
)

// The examples of docs/eval.md.

type job struct {
	Name    string    `json:"name"`
	State   string    `json:"state"`
	Urgency string    `json:"urgency"`
	Started time.Time `json:"started"`
	Tags    []string  `json:"tags"`
	Owner   *person   `json:"owner"`
}

type person struct {
	Name string `json:"name"`
}

var jobs = []job{
	{"build", "done", "low", at(7, 30), []string{"nightly", "linux"}, &person{"ada"}},
	{"deploy", "waiting", "high", at(9, 0), []string{"linux"}, &person{"sam"}},
	{"backup", "waiting", "medium", at(8, 15), []string{"nightly"}, nil},
}

func at(hour, minute int) time.Time {
	return time.Date(2025, 11, 18, hour, minute, 0, 0, time.UTC)
}

// names returns the names of the jobs that a filter selects.
func names(filter string, opts ...eval.Option) []string {
	m, err := eval.Compile(bbql.MustParse(filter), opts...)
	if err != nil {
		return []string{err.Error()}
	}
	var list []string
	for j, err := range eval.Filter(m, slices.Values(jobs)) {
		if err != nil {
			return []string{err.Error()}
		}
		list = append(list, j.Name)
	}
	return list
}

func Example_structs() {
	fmt.Println(names(`state = "waiting" AND started < 2025-11-18T09:00:00Z`))
	fmt.Println(names(`tags = "nightly"`))   // any of them
	fmt.Println(names(`owner = "ada"`))      // the name stands for the object
	fmt.Println(names(`owner.name = "ada"`)) // or is asked for
	fmt.Println(names(`owner = null`))
	fmt.Println(names(`State = "waiting"`)) // in JSON it is state: missing everywhere
	// Output:
	// [backup]
	// [build backup]
	// [build]
	// [build]
	// [backup]
	// []
}

func Example_search() {
	fields := []ast.Path{"name", "state", "started", "tags", "owner.name"}
	search := func(rawQuery string) ([]job, error) { // of a request's URL
		q, err := bbql.Decode(rawQuery, bbql.MaxBytes(4096))
		if err != nil {
			return nil, err
		}
		for n := range ast.Preorder(q.Filter) {
			if c, ok := n.(*ast.Comparison); ok && !slices.Contains(fields, c.Field) {
				return nil, fmt.Errorf("there is no field %s: use one of %v", c.Field, fields)
			}
		}
		m, err := eval.Compile(q.Filter)
		if err != nil {
			return nil, err
		}
		var found []job
		for j, err := range eval.Filter(m, slices.Values(jobs)) {
			if err != nil {
				return nil, err
			}
			found = append(found, j)
		}
		return found, eval.Sort(found, q.Sort)
	}

	const nightly = "q=tags%3D%22nightly%22&sort=-started"
	for _, rawQuery := range []string{nightly, "q=tags=nightly", "q=tag%3D1"} {
		found, err := search(rawQuery)
		fmt.Print(len(found), " ", err, "\n")
	}
	// Output:
	// 2 <nil>
	// 0 1:6: strings need double quotes: "nightly"
	// 0 there is no field tag: use one of [name state started tags owner.name]
}

func ExampleWithTypes() {
	types := func(field ast.Path) (ast.FieldType, bool) {
		switch field {
		case "urgency":
			return ast.FieldType{
				Kind: ast.KindString, Enum: []string{"low", "medium", "high"}, Ordered: true,
			}, true
		case "started":
			return ast.FieldType{Kind: ast.KindDateTime}, true
		}
		return ast.FieldType{}, false // nothing is known
	}
	fmt.Println(names(`urgency > "low"`), names(`urgency > "low"`, eval.WithTypes(types)))
	const nine = `started = "2025-11-18T10:00:00+01:00"`
	fmt.Println(names(nine), names(nine, eval.WithTypes(types)))
	// Output:
	// [backup] [deploy backup]
	// [] [deploy]
}

func Example_stream() {
	m, err := eval.Compile(bbql.MustParse(`state = "OPEN"`))
	if err != nil {
		fmt.Println(err)
		return
	}
	input := strings.NewReader(`{"id": 1, "state": "OPEN"}
{"id": 2, "state": "MERGED"}
[{"id": 3, "state": "OPEN"}, {"id": 4}]
{"pagelen": 2, "values": [{"id": 5, "state": "OPEN"}], "next": "…"}
{"id": 6, "state" "OPEN"}
`)
	for doc, err := range m.Select(eval.NewReader(input)) {
		var fault *eval.InputError
		if errors.As(err, &fault) {
			fmt.Println("broken in line", fault.Line, "byte", fault.Offset)
			return
		} else if err != nil {
			fmt.Println(err) // of the reader
			return
		}
		fmt.Printf("line %d: %s\n", doc.Line, doc.Raw)
	}
	// Output:
	// line 1: {"id": 1, "state": "OPEN"}
	// line 3: {"id": 3, "state": "OPEN"}
	// line 4: {"id": 5, "state": "OPEN"}
	// broken in line 5 byte 184
}

func Example_decode() {
	m, err := eval.Compile(bbql.MustParse(`owner != null`))
	if err != nil {
		fmt.Println(err)
		return
	}
	input := strings.NewReader(`[{"name": "build", "owner": {"name": "ada"}}, {"name": "backup"}]`)
	for doc, err := range m.Select(eval.NewReader(input)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		var j job // doc.Raw is good until the next one; what is decoded of it stays
		if err := json.Unmarshal(doc.Raw, &j); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(j.Name, j.Owner.Name)
	}
	// Output: build ada
}

func ExampleNewOrder() {
	key, err := bbql.ParseSort("-started")
	if err != nil {
		fmt.Println(err)
		return
	}
	order, err := eval.NewOrder(key)
	if err != nil {
		fmt.Println(err)
		return
	}
	type entry struct {
		key    []byte
		offset int64 // where the object is, on a disk or elsewhere
	}
	var index []entry
	input := strings.NewReader(`{"started": "2025-11-18"}
{"started": "2025-11-20"}
{}
{"started": "2025-11-19"}`)
	for doc, err := range eval.NewReader(input).All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		key, err := order.KeyJSON(nil, doc.Raw)
		if err != nil {
			fmt.Println(err)
			return
		}
		index = append(index, entry{key, doc.Offset})
	}
	slices.SortStableFunc(index, func(a, b entry) int { return order.Compare(a.key, b.key) })
	for _, e := range index {
		fmt.Print(e.offset, " ")
	}
	// Output: 52 26 55 0
}

func Example_combine() {
	mine := bbql.MustParse(`owner.name = "ada"`)
	theirs, err := bbql.Parse(`state = "done" OR state = "waiting"`)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ast.NewAnd(mine, theirs))
	// Output: owner.name = "ada" AND (state = "done" OR state = "waiting")
}

func Example_rename() {
	fields := map[ast.Path]ast.Path{"owner": "owner.name", "when": "started"}
	filter := bbql.MustParse(`owner = "ada" AND (when > 2025-11-18 OR state = "waiting")`)
	fmt.Println(ast.Rewrite(filter, func(e ast.Expr) ast.Expr {
		c, ok := e.(*ast.Comparison)
		if !ok || fields[c.Field] == "" {
			return e
		}
		renamed := *c
		renamed.Field = fields[c.Field]
		return &renamed
	}))
	// Output: owner.name = "ada" AND (started > 2025-11-18 OR state = "waiting")
}
