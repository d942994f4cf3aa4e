package schema_test

import (
	"fmt"

	"github.com/bbql/go-bbql/schema"
)

func ExampleEndpointFor() {
	for _, url := range []string{
		"https://api.bitbucket.org/2.0/repositories/acme/site/pullrequests?pagelen=100",
		"https://api.bitbucket.org/2.0/repositories/acme/site/commits",
	} {
		e, _ := schema.EndpointFor("GET", url)
		fmt.Println(e.Path, e.MaxPageLen)
		fmt.Println("  q is", e.Filter.Verdict, "by", e.Resource, "lists:", e.Filter.Certainty)
	}
	// Output:
	// /repositories/{workspace}/{repo_slug}/pullrequests 50
	//   q is honoured by pullrequest lists: documented
	// /repositories/{workspace}/{repo_slug}/commits 100
	//   q is ignored by commit lists: observed
}

func ExampleResource_Field() {
	f, _ := schema.Issue.Field("priority")
	fmt.Println(f.Type.Kind, f.Type.Enum, f.Type.Ordered, f.Filter.Verdict)
	f, _ = schema.PullRequest.Field("closed_on")
	fmt.Println(f.Type.Kind, f.Filter.Verdict, f.Notes[0].Text)
	// Output:
	// string [trivial minor major critical blocker] true honoured
	// datetime rejected answers 500; filter on updated_on and look again
}

func ExampleResource_Fields() {
	for f := range schema.PullRequest.Fields("source.branch") {
		fmt.Println(f.Path, f.Type.Kind)
	}
	// Output:
	// source.branch.default_merge_strategy string
	// source.branch.merge_strategies string
	// source.branch.name string
}

func ExampleLookup() {
	// The type of an object in an answer of the API.
	r, ok := schema.Lookup("commit_directory")
	fmt.Println(r, ok)
	// Output: treeentry true
}

func ExampleLeastScopes() {
	list, _ := schema.EndpointFor("GET", "/repositories/acme/site/pullrequests")
	source, _ := schema.EndpointFor("GET", "/repositories/acme/site/src/main/README.md")
	fmt.Println(schema.LeastScopes(list, source).OAuth)
	fmt.Println(schema.LeastScopes(list, source).APIToken)
	// Output:
	// [pullrequest]
	// [read:pullrequest:bitbucket read:repository:bitbucket]
}
