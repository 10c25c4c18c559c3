/** What can be wrong with a request: stable codes as data. The documentation's list is made from it. */
import type { Edit, Fix, Severity } from '../../filter/findings.ts';
import type { Span } from '../../filter/syntax.ts';

interface CodeSpec {
	readonly title: string;
	readonly severity: Severity;
	readonly why: string;
}

export const requestFindingCodes = {
	FH201: {
		title: 'The parameter does not exist',
		severity: 'error',
		why: 'Reapit and Realpad ignore a name that they do not know and answer more than was asked for; Spark refuses it.',
	},
	FH202: {
		title: 'The parameter stands there twice',
		severity: 'warning',
		why: 'It takes one value; which of several counts, the vendor does not say.',
	},
	FH203: {
		title: 'The value is none of those that it takes',
		severity: 'error',
		why: 'The vendor refuses it, or filters by nothing.',
	},
	FH204: {
		title: 'The path does not exist',
		severity: 'error',
		why: 'The vendor answers 404, and counts the request.',
	},
	FH205: {
		title: 'The verb is none of this path',
		severity: 'error',
		why: 'The vendor answers 403, 404 or 405, and counts the request.',
	},
	FH206: {
		title: 'The connection does not exist',
		severity: 'error',
		why: 'freehold.yaml has none of that name, so nothing is sent.',
	},
	FH207: {
		title: 'The connection only reads',
		severity: 'error',
		why: 'freehold.yaml says readOnly: what changes data is not sent through it.',
	},
	FH208: {
		title: 'The directive says nothing known',
		severity: 'warning',
		why: 'To Freehold it is a comment; often its name is misspelt.',
	},
	FH209: { title: 'The variable has no value', severity: 'warning', why: 'A request with it is not sent.' },
	FH210: {
		title: 'The body does not fit',
		severity: 'error',
		why: 'The vendor refuses it with 422, or ignores the field.',
	},
	FH211: { title: 'The body is no JSON', severity: 'error', why: 'The vendor answers 400.' },
	FH212: {
		title: 'The name is taken',
		severity: 'warning',
		why: 'A request is run by its name: two of the same cannot be told apart.',
	},
	FH213: {
		title: 'A sign is not encoded',
		severity: 'warning',
		why: 'Other tools cut a value at & and #, and read + as a blank; Freehold encodes them itself.',
	},
	FH214: {
		title: 'Not all tools understand this',
		severity: 'information',
		why: 'REST Client, httpYac and JetBrains differ here.',
	},
	FH215: {
		title: 'Parameters stand in the form',
		severity: 'error',
		why: 'Realpad reads them from the body of a POST; in the address they are ignored.',
	},
	FH216: { title: 'A required parameter is missing', severity: 'error', why: 'The vendor refuses the request.' },
} as const satisfies Readonly<Record<string, CodeSpec>>;

export type RequestFindingCode = keyof typeof requestFindingCodes;

/** Offsets are those of the file. */
export interface RequestFinding extends Span {
	readonly code: RequestFindingCode;
	readonly severity: Severity;
	readonly message: string;
	readonly fixes: readonly Fix[];
}

export function requestFinding(
	code: RequestFindingCode,
	{ start, end }: Span,
	message: string,
	fixes: readonly Fix[] = [],
): RequestFinding {
	return { code, severity: requestFindingCodes[code].severity, start, end, message, fixes };
}

/** Puts one text in the place of another. */
export function replacement(title: string, { start, end }: Span, text: string, isPreferred = true): Fix {
	const edits: readonly Edit[] = [{ start, end, text }];
	return { title, edits, isPreferred };
}
