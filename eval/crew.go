package eval

import "sync"

// A crew matches blocks on several goroutines, of which one is that of its
// owner, who gets them back in the order in which he handed them over.
type crew struct {
	matcher *Matcher
	threads int
	ahead   int      // how many blocks may be under way
	queue   []*block // those under way, in order
	spare   []*block
	todo    chan *block

	hands   sync.WaitGroup // the other goroutines
	missing int            // how many of them were not yet started
}

// newCrew returns the crew of its owner and of goroutines that are started when
// there is work for them.
func newCrew(m *Matcher, threads int) *crew {
	ahead := 1
	if threads > 1 {
		ahead = 2 * threads
	}
	return &crew{
		matcher: m, threads: threads, ahead: 1,
		todo: make(chan *block, ahead), missing: threads - 1,
	}
}

// block returns an empty block.
func (c *crew) block() *block {
	n := len(c.spare)
	if n == 0 {
		return newBlock()
	}
	b := c.spare[n-1]
	c.spare = c.spare[:n-1]
	b.reset()
	return b
}

// hand hands over a block. No more than c.ahead may be under way before.
func (c *crew) hand(b *block) {
	c.queue = append(c.queue, b)
	c.todo <- b
	if len(c.queue) > 1 && c.missing > 0 {
		c.missing--
		c.hands.Go(func() {
			for b := range c.todo {
				c.match(b)
			}
		})
	}
}

// first waits for the first block that is under way, and matches others
// meanwhile.
func (c *crew) first() *block {
	for {
		select {
		case <-c.queue[0].done:
			return c.queue[0]
		default:
		}
		select {
		case <-c.queue[0].done:
			return c.queue[0]
		case b := <-c.todo:
			c.match(b)
		}
	}
}

// shift takes back the first block, whose data is needed no more, and has the
// crew work further ahead.
func (c *crew) shift() {
	c.spare = append(c.spare, c.queue[0])
	c.queue = append(c.queue[:0], c.queue[1:]...)
	c.ahead = min(2*c.ahead, cap(c.todo))
}

// forget takes back all blocks, whose data is needed further, and has the crew
// work less far ahead.
func (c *crew) forget() []*block {
	c.clear()
	forgotten := c.queue
	c.queue, c.ahead = nil, 1
	return forgotten
}

// clear leaves nothing to do for those who have not begun with it.
func (c *crew) clear() {
	for {
		select {
		case <-c.todo:
		default:
			return
		}
	}
}

func (c *crew) match(b *block) {
	b.match(c.matcher)
	b.done <- struct{}{}
}

// stop ends the goroutines.
func (c *crew) stop() {
	c.clear()
	close(c.todo)
	c.hands.Wait()
}
