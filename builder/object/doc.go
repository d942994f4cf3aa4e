// Package object has the fields that are objects, for the packages of the
// resources: what a pull request's author has, or the branch that it comes
// from. Programs reach them through a resource:
//
//	pullrequest.Source.Branch().Name().Eq("main")
//	pullrequest.Author.Nickname().Eq("jdoe")
//
// A field inside an object is a method of the object's type. It only joins
// names, so that objects may hold each other, as in repository.Parent.Parent().
package object
