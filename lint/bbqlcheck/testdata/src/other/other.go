// Package other has a filter that another package uses.
package other

// Query is out of reach for a fix there.
const Query = "state = OTHER"
