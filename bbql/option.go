package bbql

import "math"

// The limits that hold without options (rule Y13, our assumption).
const (
	defaultMaxBytes = 64 << 10
	defaultMaxDepth = 256
	defaultMaxList  = 10_000
)

// depthCeiling bounds what [MaxDepth] can ask for: parsing recurses, and a
// stack that overflows takes the process with it.
const depthCeiling = 10_000

type options struct {
	maxBytes, maxDepth, maxList int
	restart                     bool
	binds                       bool // whether placeholders stand for values
}

// An Option changes how a function of this package works. An option that means
// nothing to a function is ignored by it, and so is nil. Of limits, negative ones
// are 0.
type Option func(*options)

// MaxBytes sets how long a query may be, in bytes. The default is 64 KiB, the
// most 2 GiB less one byte.
func MaxBytes(n int) Option {
	return func(o *options) { o.maxBytes = max(0, min(n, math.MaxInt32-1)) }
}

// MaxDepth sets how deep parentheses may be nested. The default is 256, the
// most 10,000.
func MaxDepth(n int) Option {
	return func(o *options) { o.maxDepth = max(0, min(n, depthCeiling)) }
}

// MaxList sets how many values a list may have. The default is 10,000.
func MaxList(n int) Option { return func(o *options) { o.maxList = max(0, n) } }

// FromFirstPage makes [SetOn] accept a URL that carries a page or ctx
// parameter, as the next link of a page does, and take these parameters out,
// so that the new filter starts at the first page (rule E3).
func FromFirstPage() Option { return func(o *options) { o.restart = true } }

func newOptions(opts []Option) options {
	o := options{maxBytes: defaultMaxBytes, maxDepth: defaultMaxDepth, maxList: defaultMaxList}
	if len(opts) > 0 {
		o = o.with(opts)
	}
	return o
}

// with is apart from newOptions because what an option is given is allocated.
func (o options) with(opts []Option) options {
	for _, set := range opts {
		if set != nil {
			set(&o)
		}
	}
	return o
}
