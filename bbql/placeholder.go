package bbql

// isPlaceholder reports whether a token is ? or :name, which [Bind] takes for a
// value. To the language itself it is a word like any other that is none.
func isPlaceholder(t token, query string) bool {
	if t.kind != kindBadWord {
		return false
	}
	text := t.text(query)
	return text == "?" || text[0] == ':' && isIdentifier(text[1:])
}

// isIdentifier reports whether s is letters, digits and underscores, the first
// of which is no digit.
func isIdentifier(s string) bool {
	for i := range len(s) {
		letter := s[i] == '_' || 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z'
		if !letter && (i == 0 || !isDigit(s[i])) {
			return false
		}
	}
	return s != ""
}

// placeholder reports a placeholder at token i: any where a value belongs,
// which only Bind takes, and in Bind those that stand elsewhere.
func (r *recovery) placeholder(i int) bool {
	if !isPlaceholder(r.tokens[i], r.query) {
		return false
	}
	at, text := r.tokens[i].span(), code(r.text(i, i))
	switch p := r.placeOf(i); {
	case r.limits.binds:
		r.report(at, "the placeholder "+text+" stands where no value can stand",
			"only the value of a comparison can be bound")
		r.dropMisplaced(i, p)
	case p == atValue || p == atList || p == atFirstListed || p == atListed:
		r.report(at, text+" is a placeholder",
			"bbql.Bind puts values in the places of placeholders")
		r.stand(i, i+1)
	default:
		return false
	}
	return true
}

// dropMisplaced repairs the placeholder at i, which stands at p and is no value.
func (r *recovery) dropMisplaced(i int, p place) {
	switch {
	case p == atConnector && r.beginsTerm(i+1):
		r.stand(i, i+1)
	case p == atConnector || p == atSeparator:
		r.replace(i, i+1)
	default:
		r.replaceClause(i)
	}
}
