//go:build unix

package main

import (
	"bufio"
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestServeSignals(t *testing.T) {
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
		cmd := command(t, "serve", fixtures)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		url, err := bufio.NewReader(stdout).ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if n := listed(t, url[:len(url)-1]+pullrequests); n != 14 {
			t.Errorf("%d pull requests are open", n)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %v\n%s", signal, err, &stderr)
		}
	}
}

// What is no file is no fixture, and nobody waits for it.
func TestServePipe(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "repositories", "acme", "site")
	writeFile(t, filepath.Join(site, "issues.json"), `[]`)
	if err := syscall.Mkfifo(filepath.Join(site, "versions.json"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := serve(t, dir)
	if status, body := get(t, s.url+"/2.0/repositories/acme/site/versions"); status != http.StatusNotFound {
		t.Errorf("%d %s", status, body)
	}
}
