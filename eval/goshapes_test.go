//lint:file-ignore SA5008 What encoding/json makes of odd tags is what is tested.

package eval_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/netip"
	"reflect"
	"strings"
	"time"
)

// The types here are written in every way that encoding/json knows.

type tags struct {
	Plain     string
	Renamed   string `json:"renamed"`
	Skipped   string `json:"-"`
	Dash      string `json:"-,"`
	OnlyOpts  string `json:",omitempty"`
	BadName   string `json:"a\\b"`
	Unicode   string `json:"名"`
	Odd       string `json:"a.b"`
	Unknown   string `json:"unknown,whatever"`
	NoJSON    string `yaml:"x"`
	unwritten string
}

type omits struct {
	Str    string         `json:"str,omitempty"`
	Int    int            `json:"int,omitempty"`
	Bool   bool           `json:"bool,omitempty"`
	Float  float64        `json:"float,omitempty"`
	Slice  []int          `json:"slice,omitempty"`
	Map    map[string]int `json:"map,omitempty"`
	Ptr    *int           `json:"ptr,omitempty"`
	Any    any            `json:"any,omitempty"`
	Struct struct{}       `json:"struct,omitempty"`
	Array  [0]int         `json:"array,omitempty"`
	Array2 [2]int         `json:"array2,omitempty"`
	Time   time.Time      `json:"time,omitempty"`
	Iface  fmt.Stringer   `json:"iface,omitempty"`
}

// odd is zero when it is 13, says its method; evenly needs an address.
type (
	odd    int
	evenly struct{ N int }
)

func (o odd) IsZero() bool     { return o == 13 }
func (e *evenly) IsZero() bool { return e.N%2 == 0 }

type zeroer interface{ IsZero() bool }

type omitZeros struct {
	Str    string          `json:"str,omitzero"`
	Slice  []int           `json:"slice,omitzero"`
	Struct struct{ A int } `json:"struct,omitzero"`
	Time   time.Time       `json:"time,omitzero"`
	Odd    odd             `json:"odd,omitzero"`
	OddPtr *odd            `json:"oddptr,omitzero"`
	Even   evenly          `json:"even,omitzero"`
	Iface  zeroer          `json:"iface,omitzero"`
	Both   []int           `json:"both,omitempty,omitzero"`
	Array  [2]int          `json:"array,omitzero"`
}

type quoted struct {
	Int     int             `json:"int,string"`
	Int8    int8            `json:"int8,string"`
	Uint    uint            `json:"uint,string"`
	Uintptr uintptr         `json:"uintptr,string"`
	Float   float64         `json:"float,string"`
	Float32 float32         `json:"float32,string"`
	Bool    bool            `json:"bool,string"`
	Str     string          `json:"str,string"`
	HTML    string          `json:"html,string"`
	Num     json.Number     `json:"num,string"`
	NumZero json.Number     `json:"numzero,string"`
	Ptr     *int            `json:"ptr,string"`
	Nil     *int            `json:"nil,string"`
	PtrPtr  **int           `json:"ptrptr,string"`
	Slice   []int           `json:"slice,string"`
	Any     any             `json:"any,string"`
	Struct  struct{ A int } `json:"struct,string"`
	Named   level           `json:"named,string"`
	Text    textual         `json:"text,string"`
	JSON    marshals        `json:"json,string"`
	Time    time.Time       `json:"time,string"`
	Dur     time.Duration   `json:"dur,string"`
}

type level int

// textual and marshals have methods on values; the others on pointers.
type (
	textual     string
	marshals    struct{ Text string }
	textualPtr  struct{ Text string }
	marshalsPtr struct{ Text string }
	both        struct{ Text string }
	bothPtr     struct{ Text string }
	mixed       struct{ Text string }
)

func (t textual) MarshalText() ([]byte, error) { return []byte("text:" + t), nil }
func (m marshals) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"json": m.Text})
}
func (t *textualPtr) MarshalText() ([]byte, error)  { return []byte("textptr:" + t.Text), nil }
func (m *marshalsPtr) MarshalJSON() ([]byte, error) { return json.Marshal("jsonptr:" + m.Text) }
func (b both) MarshalText() ([]byte, error)         { return []byte("never"), nil }
func (b both) MarshalJSON() ([]byte, error)         { return []byte(` [ 1 , "both" ] `), nil }
func (b *bothPtr) MarshalText() ([]byte, error)     { return []byte("never"), nil }
func (b *bothPtr) MarshalJSON() ([]byte, error) {
	return []byte(`{"name":"bothptr","n":[1]}`), nil
}
func (m mixed) MarshalText() ([]byte, error)  { return []byte("text of a value"), nil }
func (m *mixed) MarshalJSON() ([]byte, error) { return []byte(`"json of a pointer"`), nil }

type methods struct {
	Text       textual          `json:"text"`
	JSON       marshals         `json:"json"`
	TextPtr    textualPtr       `json:"textptr"`
	JSONPtr    marshalsPtr      `json:"jsonptr"`
	Both       both             `json:"both"`
	BothPtr    bothPtr          `json:"bothptr"`
	Mixed      mixed            `json:"mixed"`
	PText      *textual         `json:"ptext"`
	PJSON      *marshals        `json:"pjson"`
	PTextPtr   *textualPtr      `json:"ptextptr"`
	PJSONPtr   *marshalsPtr     `json:"pjsonptr"`
	PPJSONPtr  **marshalsPtr    `json:"ppjsonptr"`
	PMixed     *mixed           `json:"pmixed"`
	Slice      []marshalsPtr    `json:"slice"`
	MixedSlice []mixed          `json:"mixedslice"`
	Array      [1]mixed         `json:"array"`
	Map        map[string]mixed `json:"map"`
	Any        any              `json:"any"`
	AnyPtr     any              `json:"anyptr"`
	Marshaler  json.Marshaler   `json:"marshaler"`
	Raw        json.RawMessage  `json:"raw"`
	RawPtr     *json.RawMessage `json:"rawptr"`
	Addr       netip.Addr       `json:"addr"`
}

type (
	base struct {
		ID     int    `json:"id"`
		Name   string `json:"name"`
		Hidden string `json:"hidden"`
	}
	Exported struct {
		Deep   string `json:"deep"`
		Hidden string `json:"hidden"`
	}
	conflictA struct{ X, Y int }
	conflictB struct{ X, Y int }
	TaggedA   struct {
		Z int `json:"z"`
	}
	TaggedB struct {
		Z     string `json:"z"`
		Other int
	}
	tagWins struct {
		X int `json:"Y"`
	}
	ints      []int
	number    int
	Number    int
	recursive struct {
		A    int        `json:"a"`
		Next *recursive `json:"next"`
		*Loop
	}
	Loop struct {
		*Loop
		L int `json:"l"`
	}
	diamondTop struct {
		T int `json:"t"`
	}
	DiamondLeft  struct{ diamondTop }
	DiamondRight struct{ diamondTop }
)

type embeds struct {
	base
	*Exported
	Hidden string `json:"hidden"`
}

type embedsNamed struct {
	base      `json:"base"`
	*Exported `json:"exported,omitempty"`
}

type embedsConflict struct {
	conflictA
	conflictB
	tagWins
}

type embedsScalars struct {
	ints
	number
	Number
	fmt.Stringer
}

type embedsDiamond struct {
	DiamondLeft
	DiamondRight
}

type embedsTwice struct {
	DiamondLeft
	diamondTop
}

type embedsPointerToUnexported struct {
	*base
}

type keys struct {
	Ints    map[int]string       `json:"ints"`
	Texts   map[textKey]string   `json:"texts"`
	Strings map[stringKey]string `json:"strings"`
	Addrs   map[netip.Addr]int   `json:"addrs"`
	Pointer map[*textKey]string  `json:"pointer"`
}

// textKey is written by its method, stringKey is not: strings are keys as they
// are.
type (
	textKey   struct{ N string }
	stringKey string
)

func (k textKey) MarshalText() ([]byte, error)   { return []byte("key-" + k.N), nil }
func (k stringKey) MarshalText() ([]byte, error) { return []byte("never"), nil }

type (
	byteMethods byte
	byteSliceOf []byteMethods
	namedByte   byte
)

func (b byteMethods) MarshalText() ([]byte, error) { return []byte{'b', byte(b)}, nil }

type scalars struct {
	I8    int8        `json:"i8"`
	I64   int64       `json:"i64"`
	U64   uint64      `json:"u64"`
	F32   float32     `json:"f32"`
	F64   float64     `json:"f64"`
	Big   float64     `json:"big"`
	Tiny  float64     `json:"tiny"`
	Tin2  float32     `json:"tin2"`
	Big2  float32     `json:"big2"`
	Neg0  float64     `json:"neg0"`
	Num   json.Number `json:"num"`
	Num0  json.Number `json:"num0"`
	S     string      `json:"s"`
	Bad   string      `json:"bad"`
	B     bool        `json:"b"`
	Bytes []byte      `json:"bytes"`
	Named []namedByte `json:"named"`
	Text  byteSliceOf `json:"text"`
	Arr   [3]byte     `json:"arr"`
	Nil   []byte      `json:"nil"`
	When  time.Time   `json:"when"`
	Rune  rune        `json:"rune"`
}

type containers struct {
	Map     map[string]any          `json:"map"`
	NilMap  map[string]any          `json:"nilmap"`
	Slice   []any                   `json:"slice"`
	NilSl   []string                `json:"nilsl"`
	Nested  [][]map[string][]int    `json:"nested"`
	Array   [2]*base                `json:"array"`
	Any     any                     `json:"any"`
	AnyNil  any                     `json:"anynil"`
	AnyPtr  any                     `json:"anyptr"`
	PtrAny  *any                    `json:"ptrany"`
	TypedNl any                     `json:"typednl"`
	Funcs   map[string]func()       `json:"funcs,omitempty"`
	Name    struct{ Name []string } `json:"name"`
	Named   struct {
		Name *string `json:"name"`
	} `json:"named"`
	Texted struct {
		Name textual `json:"name"`
	} `json:"texted"`
	Quoted struct {
		Name string `json:"name,string"`
	} `json:"quoted"`
	Counted struct {
		Name json.Number `json:"name"`
	} `json:"counted"`
}

// taggedConflict embeds two structs with one name in both their tags, which
// go vet would not let pass.
func taggedConflict() any {
	embed := func(v any) reflect.StructField {
		t := reflect.TypeOf(v)
		return reflect.StructField{Name: t.Name(), Type: t, Anonymous: true}
	}
	fields := []reflect.StructField{embed(TaggedA{}), embed(TaggedB{})}
	v := reflect.New(reflect.StructOf(fields)).Elem()
	v.Field(0).Set(reflect.ValueOf(TaggedA{1}))
	v.Field(1).Set(reflect.ValueOf(TaggedB{"z", 2}))
	return v.Interface()
}

func ptr[T any](v T) *T { return &v }

var when = time.Date(2024, 2, 29, 12, 30, 0, 123456789, time.FixedZone("", 2*3600))

// shapes are Go values that encoding/json writes objects for.
func shapes() map[string]any {
	one, name := 1, "inner"
	pone, jsonptr := &one, &marshalsPtr{"pp"}
	var anything any = map[string]any{"k": 1.5}
	full := methods{
		Text: "t", JSON: marshals{"j"}, TextPtr: textualPtr{"tp"}, JSONPtr: marshalsPtr{"jp"},
		PText: ptr(textual("pt")), PJSON: &marshals{"pj"}, PTextPtr: &textualPtr{"ptp"},
		PJSONPtr: &marshalsPtr{"pjp"}, PPJSONPtr: &jsonptr, PMixed: &mixed{},
		Slice: []marshalsPtr{{"s1"}, {"s2"}}, MixedSlice: []mixed{{}},
		Map: map[string]mixed{"k": {}},
		Any: mixed{}, AnyPtr: &mixed{}, Marshaler: marshals{"iface"},
		Raw:    json.RawMessage(` { "dup" : 1 , "dup" : [ 2 , "x" ] } `),
		RawPtr: ptr(json.RawMessage(`"r"`)),
		Addr:   netip.MustParseAddr("10.0.0.1"),
	}
	return map[string]any{
		"tags":    tags{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"},
		"omitted": omits{}, "kept": omits{"s", 1, true, 0.5, []int{0}, map[string]int{"a": 0}, &one,
			0,
			struct{}{}, [0]int{}, [2]int{}, when, when},
		"empty but not nil": omits{Slice: []int{}, Map: map[string]int{}, Any: "", Ptr: new(int)},
		"zeros omitted":     omitZeros{}, "zeros kept": omitZeros{"s", []int{}, struct{ A int }{1},
			when, 0, ptr(odd(1)),
			evenly{1}, odd(2), []int{1}, [2]int{0, 1}},
		"zeros by method": omitZeros{Odd: 13, OddPtr: ptr(odd(13)), Even: evenly{2},
			Iface: odd(13)},
		"zeros by nil":      omitZeros{Iface: (*odd)(nil), Even: evenly{3}},
		"zeros addressable": &omitZeros{Even: evenly{4}, Odd: 5},
		"quoted": quoted{1, -2, 3, 4, 1e21, 1e-7, true, "s\"é\xff", "<&>\u2028", "1.50", "", &one,
			nil, &pone, []int{1},
			"any", struct{ A int }{1}, 7, "t", marshals{"j"}, when, time.Second},
		"methods of values": full, "methods of pointers": &full, "methods of nothing": methods{},
		"methods of nothing, addressable": &methods{},
		"methods in a map": map[string]any{"v": full, "p": &full,
			"m": marshalsPtr{"x"}, "mp": &marshalsPtr{"x"}},
		"methods in a slice": map[string]any{"v": []mixed{{}}, "p": []*mixed{{},
			nil}, "a": [1]mixed{}, "pa": &[1]mixed{}},
		"embedded": embeds{base{1, "n", "h1"}, &Exported{"d", "h2"},
			"h3"},
		"embedded nil":         embeds{base: base{1, "n", "h1"}},
		"embedded and named":   embedsNamed{base{1, "n", "h"}, &Exported{"d", "h"}},
		"embedded and omitted": embedsNamed{base: base{1, "n", "h"}},
		"embedded conflict": embedsConflict{conflictA{1, 2}, conflictB{4, 5},
			tagWins{7}},
		"embedded conflict of tags": taggedConflict(),
		"embedded scalars":          embedsScalars{ints{1}, 2, 3, when},
		"embedded diamond": embedsDiamond{DiamondLeft{diamondTop{1}},
			DiamondRight{diamondTop{2}}},
		"embedded at two depths": embedsTwice{DiamondLeft{diamondTop{1}},
			diamondTop{2}},
		"embedded pointer to unexported":     embedsPointerToUnexported{&base{ID: 1}},
		"embedded nil pointer to unexported": embedsPointerToUnexported{},
		"recursive": recursive{1, &recursive{2, nil, nil}, &Loop{&Loop{nil,
			5}, 6}},
		"keys": keys{map[int]string{1: "a"}, map[textKey]string{{"x"}: "b", {"y"}: "c"},
			map[stringKey]string{"s": "d"}, map[netip.Addr]int{netip.MustParseAddr("::1"): 1},
			map[*textKey]string{{"p"}: "e", nil: "f"}},
		"keys of nil maps":     keys{},
		"map of named strings": map[stringKey]any{"name": "x", "a": map[textKey]int{{"b"}: 1}},
		"scalars": scalars{-8, math.MinInt64, math.MaxUint64, 0.1, 0.1, 1e21, 1e-7, 1e-7, 3e38,
			math.Copysign(0, -1),
			"1E400", "", "s\u2028<", "a\xff\xfeb", true, []byte("bytes"), []namedByte{1, 2},
			byteSliceOf{'x'},
			[3]byte{1, 2, 3}, nil, when, 'x'},
		"containers": containers{
			Map:    map[string]any{"a": []any{1.0, nil, map[string]any{"b": "c"}}},
			Slice:  []any{[]any{}, "x", 2},
			Nested: [][]map[string][]int{nil, {{"k": {1, 2}}, nil}}, Array: [2]*base{{ID: 5}, nil},
			Any: anything, AnyPtr: &anything, PtrAny: &anything, TypedNl: (*base)(nil),
			Name: struct{ Name []string }{[]string{"x"}}, Named: struct {
				Name *string `json:"name"`
			}{&name}, Texted: struct {
				Name textual `json:"name"`
			}{"n"}, Quoted: struct {
				Name string `json:"name,string"`
			}{"q"}, Counted: struct {
				Name json.Number `json:"name"`
			}{"12"},
		},
		"containers empty": containers{},
		"decoded": map[string]any{"a": 1.0, "b": json.Number("2e2"), "c": []any{"x", true,
			nil}, "d": map[string]any{}},
		"maps of ints":         map[string]int{"a": 1, "b": 2},
		"maps of maps":         map[string]map[string][]string{"a": {"b": {"c"}}, "n": nil},
		"pointer to a pointer": ptr(ptr(base{ID: 1})),
		"any in any":           ptr(any(ptr(any(base{ID: 2})))),
		"anonymous": struct {
			A struct {
				B []struct{ C int }
			} `json:"a"`
		}{},
		"raw":         json.RawMessage(`{"a":{"b":[1,2]},"a":2}`),
		"raw pointer": ptr(json.RawMessage(` {"a":1} `)),
		"marshaler":   bothPtr{}, "marshaler pointer": &bothPtr{},
		"no fields": struct{}{}, "empty map": map[string]any{},
		"nil map inside": map[string]any{"m": map[string]any(nil), "s": []any(nil)},
		"long name":      map[string]string{strings.Repeat("n", 1000): "v"},
		"html in keys":   map[string]any{"a<b": 1, "a": map[string]any{"&": 2}},
	}
}

type failing struct{}

var errFailing = errors.New("failing on purpose")

func (failing) MarshalJSON() ([]byte, error) { return nil, errFailing }

type failingText struct{ N int }

func (failingText) MarshalText() ([]byte, error) { return nil, errFailing }

type broken string

func (b broken) MarshalJSON() ([]byte, error) { return []byte(b), nil }

type (
	selfPointer *selfPointer
	selfSlice   []selfSlice
)

// unwritable are values of the member a that encoding/json can't write.
func unwritable() map[string]any {
	var p selfPointer
	p = &p
	s := selfSlice{nil}
	s[0] = s
	var a any
	a = &a
	decoded := []any{nil}
	decoded[0] = decoded
	return map[string]any{
		"NaN": math.NaN(), "infinity": math.Inf(1), "float32 infinity": float32(math.Inf(-1)),
		"channel": make(chan int), "function": func() {}, "complex": 1i,
		"map with bad keys": map[bool]int{true: 1}, "nil map with bad keys": map[bool]int(nil),
		"map with a failing key": map[failingText]int{{}: 1},
		"failing Marshaler":      failing{}, "failing TextMarshaler": failingText{},
		"broken JSON": broken(`{"a":`), "empty JSON": broken(``), "two values": broken(`1 2`),
		"bad number": json.Number("1x"), "number with space": json.Number(" 1"),
		"infinite number": json.Number("Inf"),
		"raw nonsense":    json.RawMessage(`nope`), "pointer cycle": p, "slice cycle": s,
		"any cycle":     a,
		"decoded cycle": decoded,
	}
}
