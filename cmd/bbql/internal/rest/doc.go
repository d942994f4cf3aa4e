// Package rest reads from the Bitbucket API: GET requests to one host, page by
// page, with credentials, bounded retries and bounded answers.
//
//	c := &rest.Client{Base: base, Credentials: rest.Bearer(token)}
//	for page, err := range c.Pages(ctx, u) {
//		if err != nil {
//			return err // a *StatusError, or what the network said
//		}
//		for _, object := range page.Values {
//			…
//		}
//	}
//
// Credentials are sent to the host of the base URL and to no other: a link or a
// redirect that leads elsewhere is an error. They occur in no error.
package rest
