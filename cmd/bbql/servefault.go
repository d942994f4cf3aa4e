package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bbql/go-bbql/bbql/bbqltest"
)

// faults is the value of the flag --fault, which may be given several times.
type faults []bbqltest.Fault

// faultKeys are the words of a fault, those without a value too.
var faultKeys = []string{
	"status", "retry-after", "delay", "truncate", "drop", "request", "share",
}

// Set takes one fault: words and what they are, separated by commas.
func (v *faults) Set(text string) error {
	var f bbqltest.Fault
	for item := range strings.SplitSeq(text, ",") {
		key, value, given := strings.Cut(strings.TrimSpace(item), "=")
		if err := setFault(&f, key, value, given); err != nil {
			return err
		}
	}
	if f.Status == 0 && f.Delay == 0 && !f.Truncate && !f.Drop {
		return fmt.Errorf("takes what happens too: status, delay, truncate or drop, not only %q", text)
	}
	*v = append(*v, f)
	return nil
}

// String returns how many faults there are, "" for none.
func (v *faults) String() string {
	if len(*v) == 0 {
		return ""
	}
	return strconv.Itoa(len(*v))
}

// Type names the value in help.
func (v *faults) Type() string { return "FAULT" }

// longest returns the longest delay.
func (v faults) longest() time.Duration {
	var most time.Duration
	for _, f := range v {
		most = max(most, f.Delay)
	}
	return most
}

// setFault sets what one word of a fault says.
func setFault(f *bbqltest.Fault, key, value string, given bool) error {
	var err error
	switch key {
	case "status":
		f.Status, err = wholeNumber(key, value, 400, 599)
	case "request":
		n := 0
		n, err = wholeNumber(key, value, 1, 1<<31-1)
		f.Requests = append(f.Requests, n)
	case "share":
		f.Share, err = share(value)
	case "retry-after":
		f.RetryAfter, err = duration(key, value)
	case "delay":
		f.Delay, err = duration(key, value)
	case "truncate", "drop":
		if given {
			return fmt.Errorf("%s takes no value", key)
		}
		f.Truncate, f.Drop = f.Truncate || key == "truncate", f.Drop || key == "drop"
	default:
		return fmt.Errorf("knows %s, not %q%s", strings.Join(faultKeys, ", "), key,
			didYouMean(key, faultKeys))
	}
	return err
}

func wholeNumber(key, text string, least, most int) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("%s takes a whole number from %d to %d, not %q", key, least, most, text)
	}
	return n, nil
}

func share(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || !(x > 0 && x <= 1) {
		return 0, fmt.Errorf("share takes a number over 0 and up to 1, as in 0.1, not %q", text)
	}
	return x, nil
}

func duration(key, text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 || d > time.Hour {
		return 0, fmt.Errorf("%s takes a duration of up to 1h, as in 2s, not %q", key, text)
	}
	return d, nil
}
