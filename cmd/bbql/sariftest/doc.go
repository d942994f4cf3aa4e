// Package sariftest checks the logs that bbql lint --format sarif prints against
// the schema of SARIF 2.1.0, which go-sarif has.
package sariftest
