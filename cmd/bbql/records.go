package main

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"io"
	"slices"

	"github.com/bbql/go-bbql/eval"
)

const (
	smallChunk = 16 << 10
	largeChunk = 1 << 20
)

// A sortRecord is an object with its key.
type sortRecord struct{ key, object []byte }

// append appends the record as it is stored.
func (r sortRecord) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(r.key)))
	dst = binary.AppendUvarint(dst, uint64(len(r.object)))
	dst = append(dst, r.key...)
	return append(dst, r.object...)
}

// maxSize is how many bytes append appends at the most.
func (r sortRecord) maxSize() int { return 2*binary.MaxVarintLen64 + len(r.key) + len(r.object) }

// records holds records in as few bytes as they take.
type records struct {
	chunks [][]byte
	places []recordPlace
	size   int // of the chunks
	spare  [][]byte
}

type recordPlace struct{ chunk, offset uint32 }

const recordPlaceSize = 8 // bytes

func (rs *records) add(r sortRecord) {
	last := len(rs.chunks) - 1
	if last < 0 || cap(rs.chunks[last])-len(rs.chunks[last]) < r.maxSize() {
		rs.chunks = append(rs.chunks, rs.chunk(r.maxSize()))
		last++
	}
	chunk := &rs.chunks[last]
	rs.places = append(rs.places, recordPlace{uint32(last), uint32(len(*chunk))})
	*chunk = r.append(*chunk)
}

// chunk returns an empty chunk with room for so many bytes.
func (rs *records) chunk(least int) []byte {
	var chunk []byte
	if n := len(rs.spare); n > 0 && cap(rs.spare[n-1]) >= least {
		chunk, rs.spare = rs.spare[n-1][:0], rs.spare[:n-1]
	} else {
		chunk = make([]byte, 0, max(least, min(max(rs.size, smallChunk), largeChunk)))
	}
	rs.size += cap(chunk)
	return chunk
}

func (rs *records) at(p recordPlace) sortRecord {
	data := rs.chunks[p.chunk][p.offset:]
	key, n := binary.Uvarint(data)
	object, k := binary.Uvarint(data[n:])
	data = data[n+k:]
	return sortRecord{data[:key:key], data[key : key+object]}
}

// clear forgets the records, but keeps the chunks for others.
func (rs *records) clear() {
	rs.spare = append(rs.spare, rs.chunks...)
	rs.chunks, rs.places, rs.size = rs.chunks[:0], rs.places[:0], 0
}

// memory is how many bytes the records take, all in all.
func (rs *records) memory() int { return rs.size + len(rs.places)*recordPlaceSize }

// sort sorts the records. Those with equal keys stay in the order in which they
// were added.
func (rs *records) sort(order *eval.Order) {
	slices.SortFunc(rs.places, func(a, b recordPlace) int {
		return cmp.Or(order.Compare(rs.at(a).key, rs.at(b).key),
			cmp.Compare(a.chunk, b.chunk), cmp.Compare(a.offset, b.offset))
	})
}

// writeTo writes the records in their order, and returns how many bytes they are.
func (rs *records) writeTo(w io.Writer) (size int64, err error) {
	var data []byte
	for _, p := range rs.places {
		data = rs.at(p).append(data[:0])
		size += int64(len(data))
		if _, err := w.Write(data); err != nil {
			return size, err
		}
	}
	return size, nil
}

// A recordReader reads records that were written one after another. It holds a
// key at a time, and no object: of many that are merged few are needed at once.
type recordReader struct {
	in   *bufio.Reader
	key  []byte
	size int // of the object, which is ahead
}

// next reads the key of the next record, or returns io.EOF after the last. The
// object before it must have been read.
func (r *recordReader) next() error {
	key, err := binary.ReadUvarint(r.in)
	if err != nil {
		return err
	}
	object, err := binary.ReadUvarint(r.in)
	if err != nil {
		return err
	}
	r.key, r.size = slices.Grow(r.key[:0], int(key))[:key], int(object)
	_, err = io.ReadFull(r.in, r.key)
	return err
}

// object reads the object of the record, into dst if there is room.
func (r *recordReader) object(dst []byte) ([]byte, error) {
	dst = slices.Grow(dst[:0], r.size)[:r.size]
	_, err := io.ReadFull(r.in, dst)
	return dst, err
}
