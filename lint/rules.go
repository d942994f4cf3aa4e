package lint

// rules are all rules, in the order in which they look at a text. Those about
// logic come after those about fields and types, and leave out what those have
// found.
var rules = [...]rule{
	syntax,

	valuesPrefix,
	foreignField,
	unknownField,
	unfilterableField,
	deprecatedField,
	bareObject,

	nullOperator,
	operatorType,
	quotedNumber,
	literalType,
	enumCase,
	unknownEnum,
	uuidBraces,
	accountID,
	mixedList,
	tooManyValues,
	datetimeOffset,
	dateOnly,
	stringOrder,

	alwaysFalse,
	alwaysTrue,
	redundantClause,
	orNotEqual,
	orToIn,
	mixedAndOr,
	redundantParentheses,
	negatedArray,
	arrayClauses,

	undocumentedEscape,
	controlCharacter,

	unknownEndpoint,
	removedEndpoint,
	ignoredFilter,
	ignoredSort,
	sortKey,
	stateParameter,
	pageLength,
	badPage,
	repeatedFilter,
	lostPlus,
	doubleEncoding,
	bareAmpersand,
	barePercent,
	unknownParameter,
	missingParameter,
	fieldsParameter,
	urlLength,
}
