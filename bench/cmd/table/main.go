// Command table runs the benchmarks of this module and prints how many times
// longer than the library each contestant takes, as Markdown.
//
//	go run ./cmd/table
//
// It compares processor time. Every round runs all contestants, so that a slow
// spell of the machine hits all of them; a ratio is the median of those within
// the rounds.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

func main() {
	log.SetFlags(0)
	var c config
	flag.IntVar(&c.rounds, "count", 6, "how many rounds to run")
	flag.DurationVar(&c.time, "benchtime", 50*time.Millisecond, "how long each benchmark runs")
	flag.IntVar(&c.megabytes, "mb", 100, "size of the file that streams are read from, in MB")
	flag.StringVar(&c.bench, "bench", "Parse|Decoded|Struct|Raw|Whole", "which benchmarks to run, beside those of a file")
	flag.StringVar(&c.files, "files", "Stream|Command", "which benchmarks of a file to run")
	flag.Parse()
	if err := c.print(); err != nil {
		log.Fatal(err)
	}
}

// A config says how to run the benchmarks.
type config struct {
	rounds, megabytes int
	time              time.Duration
	bench, files      string
}

// print runs all rounds and prints the table.
func (c config) print() error {
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "bench.test")
	if _, err := output("go", "test", "-c", "-o", binary, "."); err != nil {
		return err
	}
	var r results
	for round := range c.rounds {
		log.Printf("round %d of %d", round+1, c.rounds)
		if err := c.round(binary, &r); err != nil {
			return err
		}
	}
	fmt.Printf("%s, %s/%s, %d rounds\n", runtime.Version(), runtime.GOOS, runtime.GOARCH, c.rounds)
	fmt.Print(r.markdown())
	return nil
}

// round runs everything once. Files are long enough to be read once.
func (c config) round(binary string, r *results) error {
	for _, args := range [][]string{
		{"-test.bench=" + c.bench, "-test.benchtime=" + c.time.String()},
		{"-test.bench=" + c.files, "-test.benchtime=1x", fmt.Sprintf("-mb=%d", c.megabytes)},
	} {
		text, err := output(binary, append(args, "-test.run=^$")...)
		if err != nil {
			return err
		}
		r.add(text)
	}
	return nil
}

func output(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, out)
	}
	return string(out), nil
}
