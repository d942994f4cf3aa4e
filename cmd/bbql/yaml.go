package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readYAML reads the file of a name, YAML or JSON, into a value that has all of
// its keys. An empty file leaves the value as it is.
func readYAML(name string, value any) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return unreadable(name, err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(value); err != nil && !errors.Is(err, io.EOF) {
		return usagef("%s: %s", name, configMistake(err))
	}
	return nil
}

// configMistake says what is wrong with a configuration, as its reader does, but
// without the names of Go types.
func configMistake(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if list := (*yaml.TypeError)(nil); errors.As(err, &list) {
		text = list.Errors[0]
	}
	text = strings.NewReplacer("!!seq into", "!!seq a list into", "!!map into", "!!map a mapping into").
		Replace(text)
	text = unknownKey.ReplaceAllString(text, "there is no key `$1`")
	text = wrongSwitch.ReplaceAllString(text, "$0: write on or off")
	return wrongType.ReplaceAllString(text, "$1 does not belong here")
}

// What the reader of YAML says of the mistakes that people make.
var (
	unknownKey  = regexp.MustCompile(`field (\S+) not found in type \S+`)
	wrongSwitch = regexp.MustCompile(`cannot unmarshal !!\w+ .* into bool`)
	wrongType   = regexp.MustCompile(`cannot unmarshal !!\w+ (.*) into [^\s:]+`)
)
