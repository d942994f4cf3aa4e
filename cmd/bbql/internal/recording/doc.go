// Package recording turns saved responses of the Bitbucket API into a tree of
// fixtures: files laid out by the paths of the API, as package bbqltest reads
// them.
//
//	r := recording.New(recording.Options{})
//	for resp, err := range recording.ReadHAR(file) {
//		if err != nil {
//			return err
//		}
//		r.Add(resp)
//	}
//	tree, err := r.Tree()
//
// Pages become one list, whose objects keep their first place and their last
// state. Nothing of a response but the JSON in its body gets into the tree, and
// secrets that the requests carried are taken out of that too. The same
// responses make the same bytes.
package recording
