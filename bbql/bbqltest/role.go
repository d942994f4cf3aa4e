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
	names []string // the members of that by which it is known
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
		names: []string{"uuid", "full_name"},
		roles: [][2]string{{"member", "read"}, {"contributor", "write"}, {"admin", "admin"}},
	},
	"workspace": {
		files: []string{"user/permissions/workspaces"},
		of:    "workspace",
		names: []string{"uuid", "slug"},
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
	uuid := text(objects[len(objects)-1], "uuid")
	if uuid == "" {
		return nil
	}
	condition, err := bbql.Bind("owner.uuid = ?", uuid)
	if err != nil {
		return err
	}
	l.conditions = append(l.conditions, condition)
	return nil
}

// An among tells whether an object is among some.
type among func(object json.RawMessage) bool

// granted returns what tells whether the user has a role in an object, or one
// that is more; nil if no fixture tells.
func (f *reading) granted(list grantList, least int) (among, error) {
	entries, told, err := f.entries(list.files)
	if err != nil || !told {
		return nil, err
	}
	known := map[string]bool{}
	for _, entry := range entries {
		for _, name := range list.names {
			if id := text(member(entry, list.of), name); id != "" && list.rank(entry) >= least {
				known[id] = true
			}
		}
	}
	return func(object json.RawMessage) bool {
		return slices.ContainsFunc(list.names, func(name string) bool {
			return known[text(object, name)]
		})
	}, nil
}

// entries returns the objects of all fixtures that match one of the patterns, and
// whether there is one.
func (f *reading) entries(patterns []string) (all []json.RawMessage, found bool, err error) {
	for _, pattern := range patterns {
		for _, name := range f.store.matching(pattern) {
			objects, ok, err := f.objects(name)
			if err != nil {
				return nil, false, err
			}
			all, found = append(all, objects...), found || ok
		}
	}
	return all, found, nil
}

// rank returns the place of an entry's permission among the roles, -1 for none.
func (l grantList) rank(entry json.RawMessage) int {
	permission := text(entry, "permission")
	return slices.IndexFunc(l.roles, func(r [2]string) bool { return r[1] == permission })
}
