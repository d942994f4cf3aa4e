package main

import (
	"encoding/json"
	"strings"
)

// The parts of Bitbucket's API file that matter here. Its prose does not: no
// sentence of it is copied.

type document struct {
	Paths      map[string]pathItem `json:"paths"`
	Components struct {
		Schemas map[string]*schema `json:"schemas"`
	} `json:"components"`
}

// A pathItem maps methods to operations; its parameters belong to all of them.
type pathItem map[string]json.RawMessage

type operation struct {
	Deprecated bool                  `json:"deprecated"`
	Parameters []parameter           `json:"parameters"`
	Responses  map[string]response   `json:"responses"`
	Security   []map[string][]string `json:"security"`
	APIScopes  []struct {
		Scopes []string `json:"scopes"`
	} `json:"x-atlassian-oauth2-scopes"`
}

type parameter struct {
	Name     string `json:"name"`
	In       string `json:"in"`
	Required bool   `json:"required"`
	Schema   schema `json:"schema"`
}

type response struct {
	Content map[string]struct {
		Schema schema `json:"schema"`
	} `json:"content"`
}

type schema struct {
	Ref        string             `json:"$ref"`
	Type       string             `json:"type"`
	Format     string             `json:"format"`
	Enum       []any              `json:"enum"`
	Default    any                `json:"default"`
	Maximum    int                `json:"maximum"`
	Items      *schema            `json:"items"`
	Properties map[string]*schema `json:"properties"`
	AllOf      []*schema          `json:"allOf"`
}

// refName returns the name of the schema that s refers to, or "".
func (s *schema) refName() string { return s.Ref[strings.LastIndexByte(s.Ref, '/')+1:] }

// enum returns the texts of an enumeration, without a null.
func (s *schema) enum() []string {
	var list []string
	for _, v := range s.Enum {
		if text, ok := v.(string); ok {
			list = append(list, text)
		}
	}
	return list
}

// methods are the keys of a pathItem that are operations.
var methods = [...]string{"delete", "get", "patch", "post", "put"}

// operation returns the operation of a method, with the parameters that the
// path item gives to all of its own.
func (p pathItem) operation(method string) (*operation, error) {
	text, ok := p[method]
	if !ok {
		return nil, nil
	}
	op := &operation{}
	if err := json.Unmarshal(text, op); err != nil {
		return nil, err
	}
	if text, ok := p["parameters"]; ok {
		var shared []parameter
		if err := json.Unmarshal(text, &shared); err != nil {
			return nil, err
		}
		op.Parameters = append(shared, op.Parameters...)
	}
	return op, nil
}
