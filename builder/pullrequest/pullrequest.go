// Package pullrequest has the fields of pull requests, typed, for filters that
// the compiler checks:
//
//	builder.Where(pullrequest.State.Eq(pullrequest.StateOpen)).
//		And(pullrequest.Reviewers.Nickname().Eq("jdoe")).
//		SortBy(pullrequest.UpdatedOn.Desc())
//
// Fields that Bitbucket can't filter by are missing, or can only be sorted by.
package pullrequest

import (
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/object"
)

// The fields of a pull request.
const (
	// Author is the field author.
	Author object.Account = "author"
	// ClosedOn is the field closed_on. Filtering by it fails (observed).
	ClosedOn builder.SortOnly = "closed_on"
	// CommentCount is the field comment_count.
	CommentCount builder.Number[int] = "comment_count"
	// CreatedOn is the field created_on.
	CreatedOn builder.Time = "created_on"
	// Destination is the field destination.
	Destination object.Endpoint = "destination"
	// Draft is the field draft.
	Draft builder.Bool = "draft"
	// ID is the field id.
	ID builder.Number[int] = "id"
	// Reviewers is the field reviewers, an array: a comparison holds if it does
	// for any of its elements.
	Reviewers object.Account = "reviewers"
	// Source is the field source.
	Source object.Endpoint = "source"
	// State is the field state.
	State builder.Enum[StateValue] = "state"
	// Title is the field title.
	Title builder.Text = "title"
	// UpdatedOn is the field updated_on.
	UpdatedOn builder.Time = "updated_on"
)

// A StateValue is a value of the field state.
type StateValue struct{ text string }

// String returns the value as Bitbucket writes it.
func (v StateValue) String() string { return v.text }

// StateOf returns the value with that text, for values that are newer than this
// package. A text that Bitbucket doesn't know fails there, not here.
func StateOf(text string) StateValue { return StateValue{text} }

// The values of the field state.
var (
	StateOpen       = StateValue{"OPEN"}
	StateMerged     = StateValue{"MERGED"}
	StateDeclined   = StateValue{"DECLINED"}
	StateSuperseded = StateValue{"SUPERSEDED"}
)
