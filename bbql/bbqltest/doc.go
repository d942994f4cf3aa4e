// Package bbqltest is an offline Bitbucket Cloud for tests: an HTTP server that
// reads JSON fixtures, evaluates q and sort as Bitbucket does, pages, and
// answers errors in Bitbucket's words.
//
//	func TestDashboard(t *testing.T) {
//		bb := bbqltest.NewServer(t, os.DirFS("testdata/bitbucket"))
//		dash := NewDashboard(bb.URL) // any client, unchanged
//		got := dash.MyReviews(t.Context())
//		…
//		bb.AssertQueried("/repositories/acme/site/pullrequests",
//			`state = "OPEN" AND reviewers.nickname = "jdoe"`)
//	}
//
// # Fixtures
//
// The files are laid out by the paths of the API, which begins at /2.0:
// repositories/acme/site/pullrequests.json answers
// /2.0/repositories/acme/site/pullrequests. A file holds a page, an array or
// one object. Whatever the file says of sizes and next pages is made anew.
//
// An object of a list also answers by itself, by its id, uuid, slug, hash, key
// or name: pullrequests/36, refs/branches/release/1.0; a member of a workspace by
// those of its user. What a list does not hold is a file of its own, such as
// user.json. Workspaces and repositories may be named by their uuid. Raw contents
// are files as they are: src/main/README.md, diff/main, the log of a pipeline's
// step. A file that changes is read again, which its time and its size tell, and of
// a file system without times, such as [testing/fstest.MapFS], its size alone.
// While it can't be read, as when it is half written, its last good version answers,
// and [Request] says so.
//
// # What it answers
//
// The numbers, here and elsewhere, are those of the table in docs/bbqltest.md.
// Syntax errors (F1), fields that do not filter (F2), the queries that crash (F3),
// endpoints that ignore q (F4), page limits (F5) and the OPEN default of pull
// requests (F6) are as observed; fields= is as documented (F7). Which status
// and words answer a sort key that is wrong, or a page after the last, nobody
// has reported: here that is assumed.
//
// Only GET and HEAD are answered; other methods are a 405. A path with an empty
// segment, a dot segment or an encoded one is a 404 and never a redirect; where
// the API takes paths of files, as in src/main//a, an empty one is a name. An
// encoded slash is part of a name, as of a branch, and makes no other path.
//
// Of the parameters q, sort, fields, page, pagelen, state, format=meta and
// access_token count, and those that narrow lists, as far as the fixtures tell:
// role, administrator, the filters of pipelines but for status and created_on,
// kind and pattern of branch restrictions, refname of commit statuses, after of
// repositories. The user whose role it is is the one of user.json; the fixtures
// of their permissions say what it is, and without these role counts for nothing.
//
// # Who may ask
//
// By [Auth] and [OAuth] a server asks for tokens. OAuth's are given out at the
// two paths of bitbucket.org, which this server has too:
//
//	bb := bbqltest.NewServer(t, fixtures, bbqltest.OAuth(bbqltest.Consumer{
//		Key: "key", Secret: "secret", Scopes: []string{"pullrequest"},
//	}))
//	conf := clientcredentials.Config{
//		ClientID: "key", ClientSecret: "secret", TokenURL: bb.URL + "/site/oauth2/access_token",
//	}
//	…
//	bb.Advance(time.Hour) // from now on the token is a 401
package bbqltest
