package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// asTool makes the test binary run as the tool itself.
const asTool = "BBQL_TEST_AS_TOOL"

func TestMain(m *testing.M) {
	if os.Getenv(asTool) != "" {
		main()
	}
	os.Exit(m.Run())
}

// command returns a process of the tool.
func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), asTool+"=1")
	return cmd
}

func TestProcess(t *testing.T) {
	cmd := command(t, "fmt", "--check", "a=1")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	const want = "- a=1\n+ a = 1\n"
	if cmd.ProcessState.ExitCode() != exitFindings || string(out) != want || stderr.Len() > 0 {
		t.Errorf("output %q, messages %q, error %v", out, &stderr, err)
	}
}

// Who stops reading hears no complaint.
func TestProcessClosedOutput(t *testing.T) {
	cmd := command(t, "eval", "", "-")
	cmd.Stdin = endless{}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 9)
	if _, err := io.ReadFull(stdout, line); err != nil || string(line) != "{\"id\":1}\n" {
		t.Errorf("read %q, error %v", line, err)
	}
	stdout.Close()
	cmd.Wait() // killed by the signal, or done: that is up to the system
	if stderr.Len() > 0 {
		t.Errorf("messages %q", &stderr)
	}
}

// endless yields objects without end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	const line = "{\"id\":1}\n"
	n := len(p) / len(line) * len(line)
	return copy(p, strings.Repeat(line, n/len(line))), nil
}
