//go:build race

package bbql_test

import "time"

// patience is how long hostile text may take under the race detector, which
// slows everything down by an order of magnitude.
const patience = 20 * time.Second
