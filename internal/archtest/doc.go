// Package archtest holds the rules of the repository that a compiler doesn't
// check, each as a function over the sources and as a test that runs it on
// this repository:
//
//   - who may import whom, and which packages may touch the world outside
//     (imports.go, capability.go);
//   - what the go.mod and go.work files say (module.go);
//   - sizes: functions, files, lines, parameters, exported names (size.go,
//     names.go);
//   - exported names are documented (names.go);
//   - no init and no package-level mutable state (state.go);
//   - assembly in one place only (assembly.go);
//   - the exported API of each public package, line by line in testdata/api
//     (api.go);
//   - no path or host of somebody's machine in a committed file (leak.go).
//
// A check returns its findings as lines, path first. Where a rule has
// exceptions, they are a list beside the test, with the reason; an exception
// that nothing needs any more is a finding too.
package archtest
