package archtest

import "testing"

func TestCheckLeaks(t *testing.T) {
	tests := []struct {
		name, files string
		want        []string
	}{
		{"relative paths", "-- a.md --\nRun go test work, see docs/tmp/x and https://example.org/home/x.\n", nil},
		{"data", "-- testdata/a.md --\n/home/me/x\n-- a_test.go --\n/home/me/x\n-- a.json --\n/home/me/x\n", nil},
		{"git", "-- .git/a.md --\n/home/me/x\n", nil},
		{"source", "-- a.go --\n\n// See /home/me/x.\n", []string{"a.go:2: /home/"}},
		{"line start", "-- go.work --\n/root/x\n", []string{"go.work:1: /root/"}},
		{"quoted", "-- docs/a.md --\ncat \"/tmp/x\" '/Users/me'\n", []string{`docs/a.md:1: "/tmp/`}},
		{"script", "-- .ci/run --\nexport X=/tmp/y\n", []string{".ci/run:1: =/tmp/"}},
		{"host", "-- a.yml --\nGOPROXY: https://proxy.example.org\n", []string{"a.yml:1: proxy.example.org"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, err := checkLeaks(files(tt.files))
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, tt.want...)
		})
	}
}
