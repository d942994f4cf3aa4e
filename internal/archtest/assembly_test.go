package archtest

import "testing"

func TestCheckAssembly(t *testing.T) {
	found, err := checkAssembly(files("-- a/fast.s --\n-- a/b/fast.s --\n-- c/c.go --\n-- c/linked.syso --\n"),
		[]string{"a", "gone"})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, found, "a/b/fast.s: no Go", "c/linked.syso: no Go", "gone: no assembly, though allowed")
}
