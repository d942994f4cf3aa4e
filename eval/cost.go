package eval

// What it takes to ask a decoded object or a struct, in nanoseconds or so. What
// counts is how the numbers compare with each other.
const (
	lookupCost   = 20  // for each name of a path
	compareCost  = 2   // with a number, a boolean, some texts
	manyCost     = 20  // with many values
	instantCost  = 20  // with a datetime
	containsCost = 200 // with all places of a text of a few hundred letters
	elements     = 3   // that an array has
)

// How often comparisons hold if nothing is known of the objects.
const (
	narrowChance = 0.2 // of = and ~
	evenChance   = 0.5 // of < and = null
)

// cost returns what a test takes if it looks at all that its path yields.
func (t *test) cost() float64 {
	n := len(t.path.names)
	lookups, each := float64(lookupCost*(n+1)), t.condition.cost()
	if !t.path.typ.Array {
		return lookups + each
	}
	if n > 0 {
		each += lookupCost // the array is mostly before the last name
		lookups -= lookupCost
	}
	return lookups + elements*each
}

// cost returns what it takes to hold one leaf against the condition.
func (c *condition) cost() float64 {
	ordersInstants := c.scale.kind == instantScale || c.scale.kind == untypedScale
	switch {
	case c.question == contains:
		return containsCost
	case c.question == isOrdered && ordersInstants, len(c.set.instants) > 0:
		return instantCost
	case len(c.set.texts) >= manyTexts, len(c.set.numbers) >= manyTexts:
		return manyCost
	}
	return compareCost
}

// chance returns how often a test may hold.
func (t *test) chance() float64 {
	if t.negated {
		return 1 - t.condition.chance()
	}
	return t.condition.chance()
}

// chance returns how often a condition may be satisfied.
func (c *condition) chance() float64 {
	if c.question == isOrdered || c.question == notNull {
		return evenChance
	}
	return narrowChance
}
