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
