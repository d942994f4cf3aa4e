package bbqltest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// A loading is how much is asked, and how long: for a filtered and sorted list
// of pull requests of about 4 KB.
type loading struct {
	pulls, connections int
	duration           time.Duration
}

// loadOf returns the load that BBQL_LOAD asks for, such as 10s, and a light one
// without it.
func loadOf() loading {
	if d, err := time.ParseDuration(os.Getenv(loadDuration)); err == nil {
		return loading{2000, 50, d}
	}
	return loading{200, 8, 200 * time.Millisecond}
}

const loadQuery = `state = "OPEN" AND author.nickname = "jdoe" AND updated_on > 2025-01-03`

// pulls returns a file of pull requests, always the same.
func pulls(n int) []byte {
	var list []json.RawMessage
	text := strings.Repeat("Größe \"und\" Übergröße werden jetzt geprüft.\r\n", 58)
	for i := range n {
		at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i*37%n) * time.Hour)
		pr, err := json.Marshal(map[string]any{
			"type": "pullrequest", "id": i + 1, "title": fmt.Sprintf("Fix #%d", i),
			"description": text, "state": []string{"OPEN", "MERGED", "DECLINED"}[i%3],
			"author":     map[string]string{"nickname": []string{"al", "jdoe", "li.wei", "zoë"}[i%4]},
			"updated_on": at.Format(time.RFC3339), "draft": i%7 == 0,
			"summary": map[string]string{"raw": text[:len(text)/3], "markup": "markdown"},
			"source":  map[string]any{"branch": map[string]string{"name": fmt.Sprintf("feature/%d", i)}},
		})
		if err != nil {
			panic(err)
		}
		list = append(list, pr)
	}
	data, err := json.Marshal(list)
	if err != nil {
		panic(err)
	}
	return data
}

// loadHandler is the offline Bitbucket with pull requests.
func loadHandler(n int, opts ...bbqltest.Option) http.Handler {
	file := &fstest.MapFile{Data: pulls(n)}
	return bbqltest.Handler(fstest.MapFS{prs[1:] + ".json": file}, opts...)
}

func loadTarget() string { return asking(prs, "sort", "-updated_on", "q", loadQuery) }

// The load comes from a second process, which is this program again with the
// environment variable loadClient set to where it should ask.
const (
	loadClient   = "BBQL_LOAD_CLIENT"
	loadDuration = "BBQL_LOAD"
)

func TestMain(m *testing.M) {
	url := os.Getenv(loadClient)
	if url == "" {
		os.Exit(m.Run())
	}
	if err := loadOf().put(url, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// put asks a URL again and again over all connections and writes how many
// requests were answered. An answer that is not as the first one is an error.
func (l loading) put(url string, out io.Writer) error {
	first, err := fetch(url)
	if err != nil {
		return err
	}
	var answered atomic.Int64
	errs := make(chan error, l.connections)
	var wg sync.WaitGroup
	begin := time.Now()
	for range l.connections {
		wg.Go(func() {
			client := &http.Client{Transport: &http.Transport{}}
			for time.Since(begin) < l.duration {
				if err := askOnce(client, url, first); err != nil {
					errs <- err
					return
				}
				answered.Add(1)
			}
		})
	}
	wg.Wait()
	close(errs)
	if err := <-errs; err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%d requests, %.0f a second\n", answered.Load(),
		float64(answered.Load())/time.Since(begin).Seconds())
	return err
}

func askOnce(client *http.Client, url, want string) error {
	resp, err := client.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err == nil && (resp.StatusCode != http.StatusOK || string(body) != want) {
		err = fmt.Errorf("%d %.200s", resp.StatusCode, body)
	}
	return err
}

// TestLoad asks for a filtered list from a second process: every answer is the
// same, and the memory stays what it was. With -v it says how many requests a
// second there were, and how many a plain handler answers with the same bytes.
func TestLoad(t *testing.T) {
	filtered := httptest.NewServer(loadHandler(loadOf().pulls))
	defer filtered.Close()
	url := filtered.URL + "/2.0" + loadTarget()
	body, err := fetch(url)
	if err != nil || strings.Count(body, `"state":"OPEN"`) != 10 {
		t.Fatalf("%.300s: %v", body, err)
	}
	load(t, "warming up", url)
	before := heap()
	load(t, "filtered", url)
	after := heap()
	t.Logf("heap: %d KB before, %d KB after", before>>10, after>>10)
	if after > before+4<<20 {
		t.Errorf("the heap grew from %d to %d bytes", before, after)
	}
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, body)
	}))
	defer plain.Close()
	load(t, "plain", plain.URL)
}

// load lets a second process ask.
func load(t *testing.T, name, url string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), loadClient+"="+url)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil || !strings.Contains(out.String(), " requests, ") {
		t.Fatalf("%s: %v: %s", name, err, errs.String())
	}
	t.Logf("%s: %s", name, strings.TrimSpace(out.String()))
}

// heap returns how many bytes are in use.
func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func BenchmarkFilteredList(b *testing.B) {
	observe := bbqltest.Observe(func(*http.Request, bbqltest.Request) {})
	handlers := map[string]http.Handler{
		"handler": loadHandler(2000), "observed": loadHandler(2000, observe),
	}
	for name, h := range handlers {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if w := get(h, loadTarget()); w.Code != http.StatusOK {
					b.Fatal(w.Body)
				}
			}
		})
	}
}
