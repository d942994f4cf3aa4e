//go:build !race

package bbql_test

import "time"

// patience is how long hostile text may take.
const patience = time.Second
