package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A large file, which is read in several places at once, gives what it gives in
// order: also from standard input, and with an error in it.
func TestEvalLargeFile(t *testing.T) {
	var b strings.Builder
	for i := 0; b.Len() < 3*largeFile; i++ {
		fmt.Fprintf(&b, "{\"id\":%d,\"title\":\"%s\"}\n", i, strings.Repeat("x", i%300))
	}
	for name, text := range map[string]string{
		"good":   b.String(),
		"open":   strings.TrimSuffix(b.String(), "\n"),
		"broken": b.String()[:2*largeFile] + "}\n" + b.String()[2*largeFile:],
	} {
		path := filepath.Join(t.TempDir(), name)
		writeFile(t, path, text)
		for _, check := range []string{"fast", "whole", "strict"} {
			args := []string{"eval", "--check", check, "id IN (3, 7000, 40000) OR id > 70000"}
			want, wantErr, wantCode := runWith(strings.NewReader(text), append(args, "--threads=1")...)
			got, gotErr, code := runWith(strings.NewReader(""), append(args, "--threads=2", path)...)
			wantErr = strings.ReplaceAll(wantErr, "standard input", path)
			if got != want || gotErr != wantErr || code != wantCode {
				t.Errorf("%s, %s: exit code %d, want %d; %d bytes, want %d; messages %q, want %q",
					name, check, code, wantCode, len(got), len(want), gotErr, wantErr)
			}
		}
	}
}

// With --resource auto a file is matched on all cores, and gives what standard
// input gives: also where objects of other types are among those of the first.
func TestEvalLargeFileOfAnyResource(t *testing.T) {
	for name, others := range map[string][]string{
		"one type":         {`"type":"issue"`},
		"none":             {`"type":"issue"`, `"x":1`},
		"one that agrees":  {`"type":"issue"`, `"type":"pullrequest"`},
		"one that differs": {`"type":"issue"`, `"type":"branch"`},
		"an unknown one":   {`"type":"issue"`, `"type":"thing"`},
	} {
		var b strings.Builder
		for i := 0; b.Len() < largeFile+1; i++ {
			kind := others[0]
			if i > 20_000 {
				kind = others[i/7%len(others)]
			}
			fmt.Fprintf(&b, "{%s,\"id\":%d,\"name\":\"v%d\",\"state\":\"%s\"}\n",
				kind, i, i%100, strings.Repeat("x", i%90))
		}
		path := filepath.Join(t.TempDir(), "large")
		writeFile(t, path, b.String())
		args := []string{"eval", "--resource=auto", `id IN (3, 7000, 20001, 20009) OR name = "v1" AND id > 24000`}
		want, wantErr, wantCode := runWith(strings.NewReader(b.String()), args...)
		got, gotErr, code := runWith(strings.NewReader(""), append(args, path)...)
		wantErr = strings.ReplaceAll(wantErr, "standard input", path)
		if got != want || gotErr != wantErr || code != wantCode || want == "" {
			t.Errorf("%s: exit code %d, want %d; %d bytes, want %d; messages %q, want %q",
				name, code, wantCode, len(got), len(want), gotErr, wantErr)
		}
	}
}

// Standard input begins where others have read it to.
func TestEvalStandardInputFromWithin(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large")
	writeFile(t, path, strings.Repeat("{\"id\":7,\"x\":\"xxxxxxxxxxxxxxxxxxxxx\"}\n", largeFile/20))
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Seek(-2*37, io.SeekEnd); err != nil {
		t.Fatal(err)
	}
	if stdout, stderr, _ := runWith(f, "eval", "--count", ""); stdout != "2\n" {
		t.Errorf("%q, messages %q", stdout, stderr)
	}
}
