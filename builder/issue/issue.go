// Package issue has the fields of issues, typed, for filters that the compiler
// checks:
//
//	builder.Where(issue.Assignee.IsNull()).
//		And(issue.Priority.AtLeast(issue.PriorityMajor))
//
// Fields that Bitbucket can't filter by are missing, or can only be sorted by.
package issue

import (
	"github.com/bbql/go-bbql/builder"
	"github.com/bbql/go-bbql/builder/object"
)

// The fields of an issue.
const (
	// Assignee is the field assignee.
	Assignee object.Account = "assignee"
	// Component is the field component.
	Component object.Component = "component"
	// Priority is the field priority.
	Priority builder.OrderedEnum[PriorityValue] = "priority"
	// Title is the field title.
	Title builder.Text = "title"
)

// A PriorityValue is a value of the field priority.
type PriorityValue struct{ text string }

// String returns the value as Bitbucket writes it.
func (v PriorityValue) String() string { return v.text }

// PriorityOf returns the value with that text, for values that are newer than
// this package. A text that Bitbucket doesn't know fails there, not here.
func PriorityOf(text string) PriorityValue { return PriorityValue{text} }

// The values of the field priority, in their order.
var (
	PriorityTrivial  = PriorityValue{"trivial"}
	PriorityMinor    = PriorityValue{"minor"}
	PriorityMajor    = PriorityValue{"major"}
	PriorityCritical = PriorityValue{"critical"}
	PriorityBlocker  = PriorityValue{"blocker"}
)
