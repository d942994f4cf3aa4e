// Package pulls makes pull requests as the Bitbucket API writes them: about
// 4 KB each, the same ones every time, and in shapes that are hard to search.
package pulls

// A PullRequest is a pull request as the API writes it, keys in its order.
type PullRequest struct {
	CommentCount      int           `json:"comment_count"`
	TaskCount         int           `json:"task_count"`
	Type              string        `json:"type"`
	ID                int           `json:"id"`
	Title             string        `json:"title"`
	Description       string        `json:"description"`
	State             string        `json:"state"`
	Draft             bool          `json:"draft"`
	MergeCommit       *Commit       `json:"merge_commit"`
	CloseSourceBranch bool          `json:"close_source_branch"`
	ClosedBy          *User         `json:"closed_by"`
	Author            User          `json:"author"`
	Reason            string        `json:"reason"`
	CreatedOn         string        `json:"created_on"`
	UpdatedOn         string        `json:"updated_on"`
	Destination       Endpoint      `json:"destination"`
	Source            Endpoint      `json:"source"`
	Reviewers         []User        `json:"reviewers"`
	Participants      []Participant `json:"participants"`
	Links             Links         `json:"links"`
	Summary           Rendered      `json:"summary"`
}

// A User is who wrote, reviews or closed a pull request.
type User struct {
	DisplayName string `json:"display_name"`
	Links       Links  `json:"links"`
	Type        string `json:"type"`
	UUID        string `json:"uuid"`
	AccountID   string `json:"account_id"`
	Nickname    string `json:"nickname"`
}

// An Endpoint is the source or the destination of a pull request.
type Endpoint struct {
	Branch     Branch     `json:"branch"`
	Commit     Commit     `json:"commit"`
	Repository Repository `json:"repository"`
}

// A Branch is named by a pull request.
type Branch struct {
	Name string `json:"name"`
}

// A Commit is named by a pull request.
type Commit struct {
	Hash  string `json:"hash"`
	Links Links  `json:"links"`
	Type  string `json:"type"`
}

// A Repository is named by a pull request.
type Repository struct {
	Type     string `json:"type"`
	FullName string `json:"full_name"`
	Links    Links  `json:"links"`
	Name     string `json:"name"`
	UUID     string `json:"uuid"`
}

// A Participant is a reviewer with what they did.
type Participant struct {
	Type           string  `json:"type"`
	Role           string  `json:"role"`
	Approved       bool    `json:"approved"`
	State          *string `json:"state"`
	ParticipatedOn *string `json:"participated_on"`
	Nickname       string  `json:"nickname"`
}

// Links are the addresses of something.
type Links struct {
	Self Link `json:"self"`
	HTML Link `json:"html"`
}

// A Link is an address.
type Link struct {
	Href string `json:"href"`
}

// A Rendered is a text in markup and as HTML.
type Rendered struct {
	Type   string `json:"type"`
	Raw    string `json:"raw"`
	Markup string `json:"markup"`
	HTML   string `json:"html"`
}
