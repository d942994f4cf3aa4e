package pulls

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
)

// A Match says how many of a series of pull requests are open, no draft, by jdoe,
// destined for main and reviewed by jdoe.
type Match int

// How many are all of that.
const (
	Some Match = iota // about every twentieth
	All               // with jdoe as the last reviewer
	None              // destined for another branch, and reviewed by others
)

// A Shape is how pull requests are written. The zero Shape is the API's.
type Shape struct {
	Match   Match
	Last    string // the key that comes last, if any
	Shuffle bool   // whether the keys have another order in every object
	Tiny    bool   // whether all is left out that the four clauses don't need
	Huge    int    // bytes of a first key with a string, if any
	Depth   int    // levels of a first key with nested arrays and objects, if any
}

// PullRequest returns the pull request with a number, before it is written.
func (s Shape) PullRequest(n int) PullRequest {
	pr := New(n)
	s.force(&pr)
	return pr
}

// JSON returns the pull request with a number.
func (s Shape) JSON(n int) []byte {
	pr := s.PullRequest(n)
	members := membersOf(encode(pr))
	if s.Tiny {
		members = membersOf(encode(tiny(pr)))
	}
	return join(s.arrange(s.grow(members), n))
}

// Decoded returns the pull request with a number as encoding/json decodes it.
func (s Shape) Decoded(n int) map[string]any {
	var v map[string]any
	if err := json.Unmarshal(s.JSON(n), &v); err != nil {
		panic(err) // of our own making
	}
	return v
}

// force makes a pull request fit s.Match.
func (s Shape) force(pr *PullRequest) {
	if s.Match == Some {
		return
	}
	pr.State, pr.Draft, pr.Author = "OPEN", false, user(0)
	pr.Destination.Branch.Name = branches[0]
	pr.Title, pr.ClosedBy = titles[0], nil
	for i := range pr.Reviewers {
		pr.Reviewers[i] = user(1 + i)
	}
	if s.Match == None {
		pr.Destination.Branch.Name = branches[1]
		return
	}
	pr.Reviewers[len(pr.Reviewers)-1] = user(0)
}

// tiny returns what is left of a pull request in about 150 bytes.
func tiny(pr PullRequest) any {
	type author struct {
		Nickname string `json:"nickname"`
	}
	type destination struct {
		Branch Branch `json:"branch"`
	}
	return struct {
		Type        string      `json:"type"`
		ID          int         `json:"id"`
		State       string      `json:"state"`
		Draft       bool        `json:"draft"`
		Author      author      `json:"author"`
		Destination destination `json:"destination"`
	}{
		pr.Type, pr.ID, pr.State, pr.Draft,
		author{pr.Author.Nickname}, destination{pr.Destination.Branch},
	}
}

// A member is a key of an object with its value.
type member struct {
	key   string
	value json.RawMessage
}

// grow adds the members that make an object huge or deep.
func (s Shape) grow(members []member) []member {
	if s.Huge > 0 {
		line := "A line with \"quotes\", a \\ and an é.\n"
		text := strings.Repeat(line, s.Huge/len(line)+1)
		members = slices.Insert(members, 0, member{"log", encode(text)})
	}
	if s.Depth > 0 {
		open, end := strings.Repeat(`[{"a":`, s.Depth/2), strings.Repeat("}]", s.Depth/2)
		members = slices.Insert(members, 0, member{"nested", json.RawMessage(open + "1" + end)})
	}
	return members
}

// arrange puts the members into the order of the shape.
func (s Shape) arrange(members []member, n int) []member {
	if s.Shuffle {
		random := rand.New(rand.NewPCG(uint64(n), 0))
		random.Shuffle(len(members), func(i, j int) {
			members[i], members[j] = members[j], members[i]
		})
	}
	i := slices.IndexFunc(members, func(m member) bool { return m.key == s.Last })
	if i < 0 {
		return members
	}
	last := members[i]
	return append(slices.Delete(members, i, i+1), last)
}

// encode returns v as JSON, with <, > and & escaped.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings, numbers and structs of them
	}
	return data
}

// membersOf returns the members of an object in their order.
func membersOf(object json.RawMessage) []member {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(object, &values); err != nil {
		panic(err) // of our own making
	}
	d := json.NewDecoder(bytes.NewReader(object))
	d.Token() // the opening brace
	var members []member
	for d.More() {
		key, _ := d.Token()
		members = append(members, member{key.(string), values[key.(string)]})
		var skipped json.RawMessage
		d.Decode(&skipped)
	}
	return members
}

func join(members []member) []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range members {
		if i > 0 {
			b.WriteByte(',')
		}
		b.Write(encode(m.key))
		b.WriteByte(':')
		b.Write(m.value)
	}
	b.WriteByte('}')
	return b.Bytes()
}
