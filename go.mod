module github.com/bbql/go-bbql

go 1.26.0
