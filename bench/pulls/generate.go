package pulls

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"strings"
	"time"
)

const (
	api = "https://api.bitbucket.org/2.0/repositories/acme/site"
	web = "https://bitbucket.org/acme/site"
)

// What pull requests are made of. The first of each is what the queries of the
// benchmarks look for.
var (
	states    = []string{"OPEN", "MERGED", "OPEN", "DECLINED"}
	nicknames = []string{"jdoe", "ødegård", "p.obrien", "ışıl", "li.wei"}
	names     = []string{
		"Jane Doe", "Kåre Ødegård", `Pat "Paddy" O'Brien`, "Işıl Yıldız", "李伟",
	}
	branches = []string{"main", "develop"}
	titles   = []string{
		"Fix the Login of users in the Größe ÄNDERN dialog",
		`Quote names like "this" and \that`,
		"Deploy from develop → production 🚀",
		"Rounding of amounts < 0.01 €",
	}
	sentences = []string{
		"The session cookie was not renewed after the password changed.",
		"Steps:\n\n1. open `settings`\n2. press *Save*\n3. \"Nothing\" happens.",
		"See <https://acme.example/browse?id=42&tab=all> for the discussion.",
		"Größe und Übergröße werden jetzt geprüft — außer bei Entwürfen.",
		"Paths such as C:\\temp\\new are written with backslashes.",
		"\tif err != nil {\n\t\treturn err\n\t}",
		"Возможно, это исправит и ошибку №17.",
	}
)

// New returns the pull request with a number. Of each four two are open and,
// independently, a quarter is from each of four authors or so; see [Match] for
// more regular ones.
func New(n int) PullRequest {
	text := description(n)
	pr := PullRequest{
		CommentCount: n % 17, TaskCount: n % 3, Type: "pullrequest", ID: 1000 + n,
		Title: pick(titles, n, "title"), Description: text,
		State: pick(states, n, "state"), Draft: sum(n, "draft")%8 == 0,
		CloseSourceBranch: n%2 == 0,
		Author:            user(sum(n, "author")),
		CreatedOn:         stamp(n), UpdatedOn: stamp(n + 40),
		Destination: endpoint(pick(branches, n, "destination"), n),
		Source:      endpoint(fmt.Sprintf(`feature/%d-"quoted"`, n), n+1),
		Links:       links(fmt.Sprintf("/pullrequests/%d", n), fmt.Sprintf("/pull-requests/%d", n)),
		Summary:     Rendered{"rendered", text, "markdown", "<p>" + text + "</p>"},
	}
	pr.addReviewers(n)
	if pr.State != "OPEN" {
		closer := user(sum(n, "closer"))
		pr.ClosedBy = &closer
	}
	return pr
}

func (pr *PullRequest) addReviewers(n int) {
	pr.Reviewers, pr.Participants = []User{}, []Participant{}
	for i := range 1 + sum(n, "reviewers")%3 {
		r := user(sum(n, "reviewer") + i)
		pr.Reviewers = append(pr.Reviewers, r)
		pr.Participants = append(pr.Participants, Participant{
			Type: "participant", Role: "REVIEWER", Nickname: r.Nickname,
		})
	}
}

func description(n int) string {
	var b strings.Builder
	for i := range 4 {
		b.WriteString(pick(sentences, n, "sentence", fmt.Sprint(i)))
		b.WriteString("\r\n\r\n")
	}
	return b.String()
}

func user(n int) User {
	n %= len(names)
	id := hex.EncodeToString(digest(n, "user"))
	return User{
		DisplayName: names[n],
		Links:       links("/users/"+id, "/"+id),
		Type:        "user", UUID: "{" + id + "}", AccountID: "712020:" + id,
		Nickname: nicknames[n],
	}
}

func endpoint(branch string, n int) Endpoint {
	hash := hex.EncodeToString(digest(n, "commit"))
	return Endpoint{
		Branch: Branch{branch},
		Commit: Commit{hash[:12], links("/commit/"+hash, "/commits/"+hash), "commit"},
		Repository: Repository{
			Type: "repository", FullName: "acme/site", Links: links("", ""),
			Name: "site", UUID: "{e1b84a7e-45b9-4019-8373-b8c62a0983cf}",
		},
	}
}

func links(self, html string) Links { return Links{Link{api + self}, Link{web + html}} }

func stamp(hours int) string {
	start := time.Date(2025, 3, 14, 15, 9, 26, 535897000, time.UTC)
	return start.Add(time.Duration(hours) * time.Hour).Format("2006-01-02T15:04:05.000000-07:00")
}

// pick returns one of the values, always the same for a number and a purpose.
func pick(values []string, n int, purpose ...string) string {
	return values[sum(n, strings.Join(purpose, "\x00"))%len(values)]
}

// sum returns a number that looks random.
func sum(n int, purpose string) int {
	return int(binary.BigEndian.Uint32(digest(n, purpose)) >> 1)
}

func digest(n int, purpose string) []byte {
	h := fnv.New128a()
	fmt.Fprintf(h, "%s %d", purpose, n)
	return h.Sum(nil)
}
