// Package clients shows that clients which others wrote work unchanged against
// the offline Bitbucket of package bbqltest: each test is one of them. It is a
// module of its own, so that the library needs none of them.
package clients
