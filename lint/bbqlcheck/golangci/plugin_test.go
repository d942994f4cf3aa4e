package golangci_test

import (
	"testing"

	"github.com/golangci/plugin-module-register/register"

	_ "github.com/bbql/go-bbql/lint/bbqlcheck/golangci"
)

func TestPlugin(t *testing.T) {
	build, err := register.GetPlugin("bbqlcheck")
	if err != nil {
		t.Fatal(err)
	}
	plugin, err := build(map[string]any{
		"disable": []string{"or-to-in"}, "severity": "warning", "anyq": true,
	})
	if err != nil {
		t.Fatal(err)
	}
	list, err := plugin.BuildAnalyzers()
	if err != nil || len(list) != 1 || plugin.GetLoadMode() != register.LoadModeTypesInfo {
		t.Fatalf("%d analyzers, %v, mode %s", len(list), err, plugin.GetLoadMode())
	}
	for name, want := range map[string]string{
		"disable": "or-to-in", "severity": "warning", "anyq": "true",
	} {
		if got := list[0].Flags.Lookup(name).Value.String(); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

func TestPluginWithoutSettings(t *testing.T) {
	build, _ := register.GetPlugin("bbqlcheck")
	if _, err := build(nil); err != nil {
		t.Error(err)
	}
}

func TestPluginErrors(t *testing.T) {
	build, _ := register.GetPlugin("bbqlcheck")
	for _, conf := range []map[string]any{
		{"severity": "fatal"},
		{"fields": []string{"example.org/bb.Options.Query=pullrequests"}},
		{"no-such-setting": true},
	} {
		if _, err := build(conf); err == nil {
			t.Errorf("%v: no error", conf)
		}
	}
}
