/** Whether a record matches: yes, no, or not to be said because nobody knows what the server does. */

export interface Undecided {
	readonly reason: UndecidedReason;
}

/** Rules of the server that no document tells (design of the language, "Every other ambiguity"). */
export type UndecidedReason = 'missingField' | 'dateOnly' | 'array' | 'nameCase' | 'letterCase' | 'substring';

export type Verdict = boolean | Undecided;

export const undecidedReasons: Readonly<Record<UndecidedReason, string>> = {
	missingField: 'the document lacks the field, and it is not known whether such records count as different',
	dateOnly: 'a date without a time meets a moment: the whole day, or midnight?',
	array: 'the field holds an array, and only $con is documented for arrays',
	nameCase: "the field's name differs in case",
	letterCase: 'it depends on whether letters beyond A to Z are compared without regard to case',
	substring: '$con meets text: a substring, or nothing?',
};

/** What Freehold takes for true where it must choose, and why; shown where a filter depends on it. */
export const assumptions: Readonly<Record<UndecidedReason, { readonly assumed: string; readonly evidence: string }>> = {
	missingField: {
		assumed:
			'whether $ne and $nin find documents that lack the field. Freehold counts them as undecided, not as matches.',
		evidence: 'Entities without any metadata are returned by no operator (#6229, #6246).',
	},
	dateOnly: {
		assumed:
			'what a date without a time means beside moments. Freehold reads the whole day in UTC; where midnight would give another answer, the record is undecided.',
		evidence:
			'The vendor only says "Time component is optional" (seed 001); calls with dates alone are in real use (#5803).',
	},
	array: {
		assumed: 'whether operators other than $con look into arrays. A record with a matching item is undecided.',
		evidence: 'Only $con is described for "the specified array" (seed 001).',
	},
	nameCase: {
		assumed:
			'whether names of fields may differ in case. Freehold takes the exact name; a match by another case is undecided.',
		evidence: '"Metadata filtering is not case sensitive" (seed 001) does not say of what.',
	},
	letterCase: {
		assumed: 'whether letters beyond A to Z are compared without regard to case. A match that needs it is undecided.',
		evidence: '"Metadata filtering is not case sensitive" (seed 001) names no alphabet.',
	},
	substring: {
		assumed: 'whether $con finds a part of a text. A record whose text holds the item is undecided.',
		evidence:
			'The vendor describes it for arrays; the store behind the service has a function that also looks into text (#7516).',
	},
};

const undecided: Readonly<Record<UndecidedReason, Undecided>> = {
	missingField: { reason: 'missingField' },
	dateOnly: { reason: 'dateOnly' },
	array: { reason: 'array' },
	nameCase: { reason: 'nameCase' },
	letterCase: { reason: 'letterCase' },
	substring: { reason: 'substring' },
};

export function unknown(reason: UndecidedReason): Undecided {
	return undecided[reason];
}

/** False if any is false, undecided if any is, true otherwise. */
export function both(a: Verdict, b: Verdict): Verdict {
	if (a === false || b === false) return false;
	return a === true ? b : a;
}

/** True if any is true, undecided if any is, false otherwise. */
export function either(a: Verdict, b: Verdict): Verdict {
	if (a === true || b === true) return true;
	return a === false ? b : a;
}

export function negated(verdict: Verdict): Verdict {
	return typeof verdict === 'boolean' ? !verdict : verdict;
}

/** The verdict of two readings of a rule: where both say the same it does not matter which one holds. */
export function agreed(a: Verdict, b: Verdict, reason: UndecidedReason): Verdict {
	return a === b ? a : unknown(reason);
}
