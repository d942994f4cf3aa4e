package verify

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/bbql/go-bbql/internal/jsonscan"
)

// An object is one that a list holds.
type object struct {
	id     string // by which it is known again
	public string // the same, or a number in the place of a name
	raw    json.RawMessage
	value  any // decoded
	digest string
}

// MarshalJSON returns the object as it came, which makes it one that package
// eval takes.
func (o *object) MarshalJSON() ([]byte, error) { return o.raw, nil }

// newObject returns the object that is the number-th of its list.
func newObject(raw json.RawMessage, number int) (*object, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	o := &object{raw: raw}
	if err := dec.Decode(&o.value); err != nil {
		return nil, err
	}
	if o.id, o.public = identity(raw, number); o.id == "" {
		return nil, fmt.Errorf("object %d of the list has no id and no name", number)
	}
	o.digest = digest(raw)
	return o, nil
}

// identity returns what an object is known by: first what tells nothing to those
// who don't know it.
func identity(raw []byte, number int) (id, public string) {
	found := map[string]string{}
	c := jsonscan.NewCursor(raw, 0)
	for c.Enter(); ; {
		name, ok := c.NextName()
		if !ok {
			break
		}
		switch kind, value := c.Peek(), c.Value(); kind {
		case '"':
			found[jsonscan.Text(name)] = jsonscan.Text(value)
		case '0':
			found[jsonscan.Text(name)] = string(value)
		}
	}
	if id = cmp.Or(found["id"], found["uuid"], found["hash"]); id != "" {
		return id, id
	}
	id = cmp.Or(found["name"], found["full_name"], found["slug"])
	return id, fmt.Sprintf("object %d", number)
}

// digest returns what changes when an object does.
func digest(raw []byte) string {
	const size = 16
	sum := sha256.Sum256(jsonscan.AppendCompact(nil, raw))
	return hex.EncodeToString(sum[:size])
}

// A snapshot is a list as it was at some time, or its beginning.
type snapshot struct{ objects []*object }

func newSnapshot(values []json.RawMessage) (*snapshot, error) {
	s := &snapshot{}
	for i, raw := range values {
		o, err := newObject(raw, i+1)
		if err != nil {
			return nil, err
		}
		s.objects = append(s.objects, o)
	}
	return s, nil
}

// digests returns those of the objects, by their ids.
func (s *snapshot) digests() map[string]string {
	all := map[string]string{}
	for _, o := range s.objects {
		all[o.id] = o.digest
	}
	return all
}

// unchanged returns the objects that are the same at all of the other times.
func (s *snapshot) unchanged(others ...map[string]string) []*object {
	var same []*object
	for _, o := range s.objects {
		keep := true
		for _, digests := range others {
			keep = keep && digests[o.id] == o.digest
		}
		if keep {
			same = append(same, o)
		}
	}
	return same
}
