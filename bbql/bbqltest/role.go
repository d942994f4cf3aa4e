package bbqltest

import (
	"encoding/json"
	"slices"

	"github.com/bbql/go-bbql/bbql"
	"github.com/bbql/go-bbql/schema"
)

// A grantList says where the fixtures tell which role a user has in what.
type grantList struct {
	files []string // patterns of their paths
	of    string   // the member of an entry that says in what
	// roles are the values of the role parameter, each before the permission that
	// it takes at the least, the least first.
	roles [][2]string
}

var grantLists = map[schema.Resource]grantList{
	schema.Repository: {
		files: []string{
			"user/permissions/repositories", "user/workspaces/*/permissions/repositories",
		},
		of:    "repository",
		roles: [][2]string{{"member", "read"}, {"contributor", "write"}, {"admin", "admin"}},
	},
	"workspace": {
		files: []string{"user/permissions/workspaces"},
		of:    "workspace",
		roles: [][2]string{
			{"member", "member"}, {"collaborator", "collaborator"}, {"owner", "owner"},
		},
	},
}

// role narrows a list to what the role parameter says (documented). The user is
// the one of user.json, and what they may do is in the fixtures of their
// permissions. Where these are missing, nothing is known and all stays.
func (f *reading) role(l *listing, ps params) error {
	role := ps.last("role")
	i := slices.IndexFunc(l.endpoint.Params, func(p schema.Param) bool { return p.Name == "role" })
	if i < 0 || role == "" {
		return nil
	}
	if !slices.Contains(l.endpoint.Params[i].Enum, role) {
		return badRequest("Invalid role")
	}
	list := grantLists[l.endpoint.Resource]
	least := slices.IndexFunc(list.roles, func(r [2]string) bool { return r[0] == role })
	switch {
	case least >= 0:
		var err error
		l.among, err = f.granted(list, least)
		return err
	case role == "owner":
		return f.owned(l)
	}
	return nil
}

// owned narrows a list to what belongs to the user.
func (f *reading) owned(l *listing) error {
	objects, _, err := f.objects("user")
	if err != nil || len(objects) == 0 {
		return err
	}
	condition, err := bbql.Bind("owner.uuid = ?", text(objects[len(objects)-1], "uuid"))
	if err != nil {
		return err
	}
	l.conditions = append(l.conditions, condition)
	return nil
}

// knownAs are the names by which some objects are known.
type knownAs map[string]bool

// naming are the members of a repository or workspace that name it.
var naming = [...]string{"uuid", "full_name", "slug"}

func (k knownAs) add(object json.RawMessage) {
	for _, name := range naming {
		if id := text(object, name); id != "" {
			k[id] = true
		}
	}
}

func (k knownAs) has(object json.RawMessage) bool {
	return slices.ContainsFunc(naming[:], func(name string) bool { return k[text(object, name)] })
}

// granted returns by what names those objects are known in which the user has a
// role, or one that is more; nil if no fixture tells.
func (f *reading) granted(list grantList, least int) (knownAs, error) {
	var among knownAs
	for _, pattern := range list.files {
		for _, name := range f.store.matching(pattern) {
			entries, _, err := f.objects(name)
			if err != nil {
				return nil, err
			}
			if among == nil {
				among = knownAs{}
			}
			for _, entry := range entries {
				has := func(r [2]string) bool { return r[1] == text(entry, "permission") }
				if slices.IndexFunc(list.roles, has) >= least {
					among.add(member(entry, list.of))
				}
			}
		}
	}
	return among, nil
}
