module github.com/bbql/go-bbql/docs/examples/clients

go 1.26.0

require (
	github.com/bbql/go-bbql v0.0.0
	github.com/drone/go-scm v1.38.0
	github.com/ktrysmt/go-bitbucket v0.10.0
	golang.org/x/oauth2 v0.37.0
)

require (
	github.com/alecthomas/participle/v2 v2.1.4 // indirect
	github.com/mitchellh/mapstructure v1.5.0 // indirect
	golang.org/x/net v0.55.0 // indirect
)
