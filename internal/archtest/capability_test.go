package archtest

import "testing"

func TestCheckCapabilities(t *testing.T) {
	grants := []grant{{"eval", []string{"reflect"}, "reads values of any type"}}
	uses := func(dir, imp string) string {
		return "-- " + dir + "/x.go --\npackage x\n\nimport _ \"" + imp + "\"\n"
	}
	granted := uses("eval", "reflect")
	tests := []struct {
		name, files string
		want        []string
	}{
		{"granted", granted, nil},
		{"harmless", granted + uses("bbql", "net/url"), nil},
		{"in a test", granted + "-- bbql/x_test.go --\npackage x\n\nimport _ \"os\"\n", nil},
		{
			"in a nested module",
			granted + "-- cmd/go.mod --\nmodule example.org/m/cmd\n" + uses("cmd", "os/exec"), nil,
		},
		{"os", granted + uses("ast", "os"), []string{"ast/x.go: imports os: not granted to ast"}},
		{"network", granted + uses("ast", "net/http/httptest"), []string{"imports net/http/httptest"}},
		{"unsafe", granted + uses("ast", "unsafe"), []string{"imports unsafe"}},
		{"reflect elsewhere", granted + uses("ast", "reflect"), []string{"imports reflect"}},
		{"too much granted", uses("eval", "strings"), []string{"grant of reflect to eval: not used"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			expect(t, checkCapabilities(sources(t, tt.files), grants), tt.want...)
		})
	}
}
