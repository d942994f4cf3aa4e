package bbqltest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
)

// A failure is an answer in Bitbucket's error layout, which is documented:
//
//	{"type": "error", "error": {"message": "Invalid pagelen"}}
type failure struct {
	status  int
	message string
	id      string // of the crash, in Bitbucket's logs; "" for none
	detail  any    // nil for none
	data    any    // nil for none
	header  http.Header
}

func (f *failure) Error() string { return f.message }

func badRequest(format string, args ...any) error {
	return &failure{status: http.StatusBadRequest, message: fmt.Sprintf(format, args...)}
}

// noCommit is the answer to a hash that names no commit, in words that were
// observed. Of one that is the beginning of several nobody knows them: to git
// that is none either.
func noCommit(hash string, several int) error {
	f := &failure{
		status:  http.StatusNotFound,
		message: "Commit not found",
		data:    map[string][]string{"shas": {hash}},
	}
	if several > 1 {
		f.detail = fmt.Sprintf("%d commits begin with %s", several, hash)
	}
	return f
}

func notAllowed(method, allowed string) error {
	return &failure{
		status:  http.StatusMethodNotAllowed,
		message: "Method not allowed: " + method,
		header:  http.Header{"Allow": {allowed}},
	}
}

// unauthorized asks for credentials, in words that were observed.
func unauthorized(message string) error {
	return &failure{
		status:  http.StatusUnauthorized,
		message: message,
		header:  http.Header{"Www-Authenticate": {`Basic realm="Bitbucket.org HTTP"`}},
	}
}

// crash is the answer to what Bitbucket trips over (rule F3). Its id depends on
// the cause alone, so that a test can expect it.
func crash(cause string) error {
	sum := sha256.Sum256([]byte(cause))
	return &failure{
		status:  http.StatusInternalServerError,
		message: "Something went wrong",
		id:      hex.EncodeToString(sum[:16]),
	}
}

func (f *failure) answer() *answer {
	type inner struct {
		Message string `json:"message"`
		ID      string `json:"id,omitempty"`
		Detail  any    `json:"detail,omitempty"`
		Data    any    `json:"data,omitempty"`
	}
	body, err := marshal(struct {
		Type  string `json:"type"`
		Error inner  `json:"error"`
	}{"error", inner{f.message, f.id, f.detail, f.data}})
	if err != nil {
		body = json.RawMessage(`{"type":"error","error":{"message":"Bad Request"}}`)
	}
	return &answer{status: f.status, header: f.header, body: body}
}
