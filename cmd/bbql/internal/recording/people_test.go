package recording_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bbql/go-bbql/cmd/bbql/internal/recording"
)

// jane and others are accounts as Bitbucket shows them.
const (
	jane = `{"type": "user", "uuid": "{b88c3812-dba6-40ab-8d3a-fcb19e9d4394}", "display_name": "Jane Doe",
		"account_id": "557058:15e5f686-7815-44ba-acc5-c67cbed30c8d", "nickname": "jdoe", "location": "Bern",
		"links": {"avatar": {"href": "https://secure.gravatar.com/avatar/0123"},
			"self": {"href": "https://api.bitbucket.org/2.0/users/%7Bb88c3812-dba6-40ab-8d3a-fcb19e9d4394%7D"},
			"html": {"href": "https://bitbucket.org/jdoe/"}}}`
	lilei = `{"uuid": "{23c77dad-8f96-421f-a2b8-6c57d6ccbf5a}", "display_name": "李雷", "nickname": "李雷"}`
	bot   = `{"type": "app_user", "uuid": "{7225cbec-8050-44b3-bb6f-85bb7c98e27a}", "name": "Al"}`
)

const standIn1 = `{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}","display_name":"Person1",` +
	`"account_id":"000000000000000000000001","nickname":"person1","location":"",` +
	`"links":{"avatar":{"href":"https://example.com/avatars/person1.png"},` +
	`"self":{"href":"https://api.bitbucket.org/2.0/users/%7B00000000-0000-4000-8000-000000000001%7D"},` +
	`"html":{"href":"https://bitbucket.org/person1/"}}}`

func TestReplacePersonal(t *testing.T) {
	const issue = api + "/repositories/acme/site/issues/1"
	tests := map[string]struct{ url, body, want string }{
		"an account": {issue, `{"reporter": ` + jane + `}`, `{"reporter":` + standIn1 + `}`},
		"the same in parts": {
			issue,
			`{"a": {"type": "user", "account_id": "557058:15e5f686-7815-44ba-acc5-c67cbed30c8d"}, "b": ` + jane +
				`, "c": {"type": "user", "uuid": "{b88c3812-dba6-40ab-8d3a-fcb19e9d4394}"}}`,
			`{"a":{"type":"user","account_id":"000000000000000000000001"},"b":` + standIn1 +
				`,"c":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}"}}`,
		},
		"two who turn out to be one": {
			issue,
			`{"a": {"type": "user", "account_id": "557058:15e5f686-7815-44ba-acc5-c67cbed30c8d"},
				"b": {"type": "user", "uuid": "{b88c3812-dba6-40ab-8d3a-fcb19e9d4394}"}, "c": ` + jane + `, "d": ` + bot + `}`,
			`{"a":{"type":"user","account_id":"000000000000000000000001"},` +
				`"b":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}"},"c":` + standIn1 +
				`,"d":{"type":"app_user","uuid":"{00000000-0000-4000-8000-000000000002}","name":"Person2"}}`,
		},
		"namesakes": {
			issue,
			`{"a": {"type": "user", "uuid": "{1}", "nickname": "alex"}, "b": {"type": "user", "uuid": "{2}", "nickname": "Alex"}}`,
			`{"a":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}","nickname":"person1"},` +
				`"b":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000002}","nickname":"person2"}}`,
		},
		"prose": {
			issue,
			`{"reporter": ` + jane + `, "assignee": ` + lilei + `, "x": ` + bot + `,
				"title": "Jane Doe’s jdoer and @JDOE, (jdoe)_jdoe", "content": {"raw": "问李雷吧 @{557058:15e5f686-7815-44ba-acc5-c67cbed30c8d} Al"},
				"state": "jdoe", "name": "jdoe"}`,
			`{"reporter":` + standIn1 + `,"assignee":{"uuid":"{00000000-0000-4000-8000-000000000002}",` +
				`"display_name":"Person2","nickname":"person2"},"x":{"type":"app_user",` +
				`"uuid":"{00000000-0000-4000-8000-000000000003}","name":"Person3"},` +
				`"title":"Person1’sjdoerand@person1,(person1)_jdoe",` +
				`"content":{"raw":"问person2吧@{000000000000000000000001}Al"},"state":"jdoe","name":"jdoe"}`,
		},
		"authors": {
			api + "/repositories/acme/site/commit/ab",
			`{"author": {"type": "author", "raw": "Jane Doe <jane@acme.example>", "user": ` + jane + `},
				"x": {"type": "author", "raw": "Joe <JOE@acme.example>"}, "y": {"type": "author", "raw": "Root"},
				"message": "by jane@ACME.example for joe@acme.example, new@acme.example and git@bitbucket.org",
				"z": {"type": "author", "raw": "<jane@acme.example>"}}`,
			`{"author":{"type":"author","raw":"Person1<person1@example.com>","user":` + standIn1 + `},` +
				`"x":{"type":"author","raw":"Person2<person2@example.com>"},"y":{"type":"author","raw":"Person3"},` +
				`"message":"byperson1@example.comforperson2@example.com,person4@example.comandgit@bitbucket.org",` +
				`"z":{"type":"author","raw":"<person1@example.com>"}}`,
		},
		"trailers": {
			api + "/repositories/acme/site/commit/ab",
			`{"author": {"type": "author", "raw": "Jane Doe <jane@acme.example>"},
				"message": "fix\n\nSigned-off-by: Bob Builder <bob@acme.example>\nReviewed-by: J. Doe <jane@acme.example>",
				"summary": {"raw": "note: 1 <b@c> of bob builder", "html": "J. Doe &lt;jane@acme.example&gt;"}}`,
			`{"author":{"type":"author","raw":"Person1<person1@example.com>"},` +
				`"message":"fix\n\nSigned-off-by:Person2<person2@example.com>\nReviewed-by:Person1<person1@example.com>",` +
				`"summary":{"raw":"note:1<b@c>ofPerson2","html":"Person1&lt;person1@example.com&gt;"}}`,
		},
		"names in HTML": {
			issue,
			`{"x": {"type": "user", "uuid": "{1}", "nickname": "mj", "display_name": "M. O'Neil & Co"},
				"html": "M. O'Neil &amp; Co, M. O&#39;Neil &amp; Co, M. O&#x27;Neil &amp; Co"}`,
			`{"x":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}","nickname":"person1",` +
				`"display_name":"Person1"},"html":"Person1,Person1,Person1"}`,
		},
		"names in HTML with other entities": {
			issue,
			`{"x": {"type": "user", "uuid": "{1}", "nickname": "zoë", "display_name": "José O'Neil"},
				"html": "<p>Jos&eacute; O&apos;Neil&nbsp;&amp; Jos&#233; O&#0039;Neil, zo&#xEB;, jos&#x40;acme.example</p>",
				"raw": "a &eacute; &amp; nobody"}`,
			`{"x":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}","nickname":"person1",` +
				`"display_name":"Person1"},"html":"<p>Person1&amp;Person1,person1,person2@example.com</p>",` +
				`"raw":"a&eacute;&amp;nobody"}`,
		},
		"what else an account says": {
			issue,
			`{"x": {"type": "user", "uuid": "{1}", "legal_name": "J. M. Doe", "created_on": "2012-01-02T03:04:05Z",
				"account_status": "active", "is_staff": false, "shoe_size": 38, "x": null,
				"profile": {"type": "profile", "phones": ["+41 31 000 00 00"], "bio": {"raw": "gardener"}}},
			  "y": {"type": "app_user", "kind": "repository_access_token", "uuid": "{2}"}}`,
			`{"x":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}","legal_name":"",` +
				`"created_on":"2012-01-02T03:04:05Z","account_status":"active","is_staff":false,"shoe_size":0,` +
				`"x":null,"profile":{"type":"profile","phones":[""],"bio":{"raw":""}}},` +
				`"y":{"type":"app_user","kind":"repository_access_token",` +
				`"uuid":"{00000000-0000-4000-8000-000000000002}"}}`,
		},
		"keys": {
			api + "/users/jdoe/ssh-keys/1",
			`{"type": "ssh_key", "key": "ssh-rsa AAAAB3Nza+/0= jane@host\nssh-ed25519 AAAAC3 of Jane", "comment": "jane@host",
				"label": "jdoe's laptop", "owner": {"type": "user", "uuid": "{1}", "nickname": "jdoe"}, "last_used": null, "text": "use ecdsa-sha2-nistp256 AAAAE2 jane@host, please",
				"html": "<code>sk-ssh-ed25519@openssh.com AAAAG jane@host</code>",
				"gpg": {"key": "-----BEGIN PGP PUBLIC KEY BLOCK-----\nabc\n-----END PGP PUBLIC KEY BLOCK-----\n", "name": "J. D."},
				"variable": {"key": "DEPLOY", "comment": "for all"}}`,
			`{"type":"ssh_key","key":"ssh-rsaAAAAB3Nza+/0=\nssh-ed25519AAAAC3","comment":"",` +
				`"label":"person1'slaptop","owner":{"type":"user",` +
				`"uuid":"{00000000-0000-4000-8000-000000000001}","nickname":"person1"},"last_used":null,"text":"useecdsa-sha2-nistp256AAAAE2",` +
				`"html":"<code>sk-ssh-ed25519@openssh.comAAAAG</code>",` +
				`"gpg":{"key":"REDACTED\n","name":""},` +
				`"variable":{"key":"DEPLOY","comment":"forall"}}`,
		},
		"URLs": {
			api + "/repositories/acme/site",
			`{"owner": ` + jane + `, "a": "https://jdoe@bitbucket.org/acme/site.git", "b": "ssh://git@bitbucket.org/acme/site.git",
				"c": "git@bitbucket.org:acme/site.git", "d": "<img src=\"https://avatar-management--x.net/557058:15e5f686-7815-44ba-acc5-c67cbed30c8d/48\">",
				"e": "https://x/557058%3A15e5f686-7815-44ba-acc5-c67cbed30c8d"}`,
			`{"owner":` + standIn1 + `,"a":"https://bitbucket.org/acme/site.git","b":"ssh://git@bitbucket.org/acme/site.git",` +
				`"c":"git@bitbucket.org:acme/site.git","d":"<imgsrc=\"https://example.com/avatars/person.png\">",` +
				`"e":"https://x/000000000000000000000001"}`,
		},
		"workspaces": {
			api + "/workspaces/jdoe",
			`{"type": "workspace", "name": "Jane Doe", "slug": "jdoe", "x": ` + jane + `}`,
			`{"type":"workspace","name":"Person1","slug":"jdoe","x":` + standIn1 + `}`,
		},
		"names that stand-ins have": {
			issue,
			`{"a": {"type": "user", "uuid": "{1}", "nickname": "person"}, "b": {"type": "user", "uuid": "{2}", "nickname": "example"},
				"title": "person2@example.com of person for example", "c": ` + jane + `}`,
			`{"a":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000001}","nickname":"person1"},` +
				`"b":{"type":"user","uuid":"{00000000-0000-4000-8000-000000000002}","nickname":"person2"},` +
				`"title":"person4@example.comofpersonforexample","c":` + strings.NewReplacer(
				"Person1", "Person3", "person1", "person3", "000001", "000003").Replace(standIn1) + `}`,
		},
		"nobody": {issue, `{"a": {"type": "user"}, "title": "x@y"}`, `{"a":{"type":"user"},"title":"x@y"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tree := record(t, recording.Options{ReplacePersonal: true}, got(tt.url, tt.body))
			_, got, _ := strings.Cut(strings.Join(files(tree), "\n"), " ")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("got %s\n(-want +got):\n%s", got, diff)
			}
		})
	}
}

// One person is one stand-in in all files, paths too, whatever came first.
func TestStandInsAreTheSame(t *testing.T) {
	responses := []recording.Response{
		got(api+"/users/jdoe", jane),
		got(api+"/users/%7B23c77dad-8f96-421f-a2b8-6c57d6ccbf5a%7D", lilei),
		got(api+"/workspaces/acme/members/%7Bb88c3812-dba6-40ab-8d3a-fcb19e9d4394%7D", `{"user": `+jane+`}`),
		got(api+"/repositories/acme/site/issues", `{"values": [{"id": 1, "reporter": `+jane+`}, {"id": 2, "reporter": `+lilei+`}]}`),
	}
	forward := record(t, recording.Options{ReplacePersonal: true}, responses...)
	slices.Reverse(responses)
	backward := record(t, recording.Options{ReplacePersonal: true}, responses...)
	if diff := cmp.Diff(forward, backward); diff != "" {
		t.Errorf("the order of the responses counts:\n%s", diff)
	}
	all := strings.Join(files(forward), "\n")
	if strings.Count(all, standIn1) != 3 || strings.Count(all, `"nickname":"person2"`) != 2 {
		t.Errorf("files:\n%s", all)
	}
	for _, name := range []string{
		"users/person1 ", "users/{00000000-0000-4000-8000-000000000002} ",
		"workspaces/acme/members/{00000000-0000-4000-8000-000000000001} ",
	} {
		if !strings.Contains(all, name) {
			t.Errorf("there is no %q in\n%s", name, all)
		}
	}
	for _, word := range []string{"jdoe", "jane", "李雷", "b88c3812", "23c77dad", "557058", "gravatar", "bern"} {
		if strings.Contains(strings.ToLower(all), word) {
			t.Errorf("%q is left in\n%s", word, all)
		}
	}
	want := []recording.StandIn{
		{Was: []string{"Jane Doe", "jdoe"}, Is: []string{"Person 1", "person1"}},
		{Was: []string{"李雷", "李雷"}, Is: []string{"Person 2", "person2"}},
	}
	if diff := cmp.Diff(want, forward.StandIns); diff != "" {
		t.Errorf("stand-ins (-want +got):\n%s", diff)
	}
}
