/** What can be wrong with a filter: stable codes as data, with how bad each is and why. Docs pages are made from it. */
import type { Span } from './syntax.ts';

export type Severity = 'error' | 'warning' | 'information';

export interface Edit extends Span {
	readonly text: string;
}

export interface Fix {
	readonly title: string;
	/** In order, not touching each other. */
	readonly edits: readonly Edit[];
	/** The one that is almost always meant: applied by "fix all". */
	readonly isPreferred?: boolean;
}

export interface Finding extends Span {
	readonly code: FindingCode;
	readonly severity: Severity;
	readonly message: string;
	readonly fixes: readonly Fix[];
	/** Which other filter of the set it speaks of, by its place in it. */
	readonly other?: number | undefined;
}

interface CodeSpec {
	readonly title: string;
	/** An error only where a document or an issue of the vendor says that it fails. */
	readonly severity: Severity;
	readonly why: string;
	readonly bad: string;
	readonly good?: string;
}

/** Findings by code. FH10x structure, FH11x operators, FH12x values, FH13x types, FH14x lists, FH15x fields, FH16x sets, FH17x logic, FH18x endpoints. */
export const findingCodes = {
	FH101: {
		title: 'The field is missing',
		severity: 'error',
		why: 'An expression is a field, an operator and criteria (seed 001, "Searching for metadata").',
		bad: "$eq 'London'",
		good: "metadata.city $eq 'London'",
	},
	FH102: {
		title: 'The field lacks its prefix',
		severity: 'error',
		why: 'A name without `metadata.` is not refused but ignored, and the result widens to everything (#4661).',
		bad: "city $eq 'London'",
		good: "metadata.city $eq 'London'",
	},
	FH103: {
		title: 'The operator is missing',
		severity: 'error',
		why: 'Without one the server answers 400, or ignores the expression.',
		bad: "metadata.city 'London'",
		good: "metadata.city $eq 'London'",
	},
	FH104: {
		title: 'The criteria is missing',
		severity: 'error',
		why: 'There is nothing to compare with; no operator stands alone.',
		bad: 'metadata.city $eq',
		good: "metadata.city $eq 'London'",
	},
	FH105: {
		title: 'An item of the list is missing',
		severity: 'error',
		why: 'Two commas follow each other, or one stands at the end.',
		bad: "metadata.city $in 'London',,'Oxford'",
		good: "metadata.city $in 'London','Oxford'",
	},
	FH106: {
		title: 'The expression breaks over lines',
		severity: 'error',
		why: 'A line break does not survive the way to the server; in a file, an indented line continues the one above.',
		bad: "metadata.city\n$eq 'London'",
		good: "metadata.city $eq 'London'",
	},
	FH110: {
		title: 'The operator does not exist',
		severity: 'error',
		why: 'The service knows nine operators (seed 001, "Search operations").',
		bad: "metadata.city $like 'Lon'",
	},
	FH111: {
		title: '$neq was renamed to $ne',
		severity: 'error',
		why: "The examples of the vendor's page still print `$neq`; the service refuses it (#2923).",
		bad: "metadata.city $neq 'London'",
		good: "metadata.city $ne 'London'",
	},
	FH112: {
		title: 'The operator is not written as documented',
		severity: 'warning',
		why: 'Whether operators may be written in capitals is not documented.',
		bad: "metadata.city $EQ 'London'",
		good: "metadata.city $eq 'London'",
	},
	FH120: {
		title: 'Typographic quotes',
		severity: 'warning',
		why: "The vendor's page prints them by accident; on the wire only the straight apostrophe is known to work.",
		bad: 'metadata.city $eq ‘London’',
		good: "metadata.city $eq 'London'",
	},
	FH121: {
		title: 'Double quotes',
		severity: 'error',
		why: '"Criteria must be contained within apostrophes" (seed 001).',
		bad: 'metadata.city $eq "London"',
		good: "metadata.city $eq 'London'",
	},
	FH122: {
		title: 'Text without quotes',
		severity: 'error',
		why: '"Criteria must be contained within apostrophes" (seed 001).',
		bad: 'metadata.city $eq London',
		good: "metadata.city $eq 'London'",
	},
	FH123: {
		title: 'The text is not closed',
		severity: 'error',
		why: 'The closing apostrophe is missing.',
		bad: "metadata.city $eq 'London",
		good: "metadata.city $eq 'London'",
	},
	FH124: {
		title: 'An apostrophe within text',
		severity: 'warning',
		why: 'How it is to be written is not documented; doubled is the most likely form.',
		bad: "metadata.name $eq 'O''Brien'",
	},
	FH125: {
		title: 'A number in an unusual form',
		severity: 'warning',
		why: 'Documented are digits, a minus and decimal places.',
		bad: 'metadata.budget $gt +1e3',
		good: 'metadata.budget $gt 1000',
	},
	FH126: {
		title: 'A number with signs that are not part of it',
		severity: 'error',
		why: 'A comma begins the next item of a list; units and currencies make it text.',
		bad: 'metadata.budget $gt 1,000',
		good: 'metadata.budget $gt 1000',
	},
	FH127: {
		title: 'true and false are written in lower case',
		severity: 'warning',
		why: '"Criteria must be either true or false" (seed 001).',
		bad: 'metadata.active $eq True',
		good: 'metadata.active $eq true',
	},
	FH128: {
		title: 'There is no null',
		severity: 'error',
		why: 'The language has no null and no "is not set" (#6246). Filter the replica instead.',
		bad: 'metadata.city $eq null',
	},
	FH129: {
		title: 'A moment without a time zone',
		severity: 'error',
		why: 'A time "must be accompanied by a time zone designator" (seed 001, "Timestamps").',
		bad: 'metadata.when $lt 2020-11-05T13:15:30',
		good: 'metadata.when $lt 2020-11-05T13:15:30Z',
	},
	FH130: {
		title: 'A date in a form that is not read',
		severity: 'error',
		why: 'Dates are ISO 8601: 2020-11-05, or 2020-11-05T13:15:30Z with at most seven decimal places.',
		bad: 'metadata.when $lt 05/11/2020',
		good: 'metadata.when $lt 2020-11-05',
	},
	FH131: {
		title: 'The operator does not take this type',
		severity: 'error',
		why: 'See the table of operators (seed 001, "Search operations").',
		bad: "metadata.city $gt 'London'",
	},
	FH132: {
		title: 'A date without a time',
		severity: 'warning',
		why: 'Whether it means the whole day or midnight is not documented.',
		bad: 'metadata.when $eq 2020-11-05',
	},
	FH133: {
		title: 'Records without the field are not returned',
		severity: 'information',
		why: 'Neither $ne nor $nin finds them, and no operator does (#6229).',
		bad: "metadata.city $ne 'London'",
	},
	FH134: {
		title: 'Blanks around commas',
		severity: 'information',
		why: 'The examples have none; whether blanks are read over is not documented.',
		bad: "metadata.city $in 'a', 'b'",
		good: "metadata.city $in 'a','b'",
	},
	FH140: {
		title: 'A list where one value is taken',
		severity: 'error',
		why: 'Lists belong to $in, $nin and $con.',
		bad: "metadata.city $eq 'London','Oxford'",
		good: "metadata.city $in 'London','Oxford'",
	},
	FH141: {
		title: 'A list of one',
		severity: 'warning',
		why: 'The type is detected from the text, where one item is no list (compare #7740).',
		bad: "metadata.city $in 'London'",
		good: "metadata.city $eq 'London'",
	},
	FH142: {
		title: '$con with a single item',
		severity: 'warning',
		why: 'The service takes it for text and answers 400 (#7740). Named twice it works.',
		bad: "metadata.tags $con 'ONE'",
		good: "metadata.tags $con 'ONE','ONE'",
	},
	FH143: {
		title: 'Items of different types',
		severity: 'error',
		why: 'One type is detected for the whole list.',
		bad: "metadata.score $in 5,'ten'",
	},
	FH144: {
		title: 'A very long list',
		severity: 'warning',
		why: 'The store behind the service takes 100 items at most.',
		bad: 'metadata.score $in 1,2,3,… (more than 100)',
	},
	FH145: {
		title: 'An item stands twice in the list',
		severity: 'information',
		why: 'It changes nothing.',
		bad: "metadata.city $in 'a','a'",
	},
	FH146: {
		title: 'Numbers in $con',
		severity: 'information',
		why: 'The service is asked for items of an array; the examples show text only.',
		bad: 'metadata.floors $con 1,2',
	},
	FH150: {
		title: 'No record here has the field',
		severity: 'warning',
		why: 'The server does not refuse unknown fields: it returns nothing.',
		bad: "metadata.citty $eq 'London'",
	},
	FH151: {
		title: "The field's name differs in case",
		severity: 'information',
		why: '"Not case sensitive" covers values; whether it covers names is not documented.',
		bad: "metadata.City $eq 'London'",
	},
	FH152: {
		title: 'The field holds another type',
		severity: 'warning',
		why: 'Values of another type do not match.',
		bad: "metadata.budget $eq '100'",
		good: 'metadata.budget $eq 100',
	},
	FH153: {
		title: 'The field holds arrays',
		severity: 'warning',
		why: 'Only $con is documented for arrays.',
		bad: "metadata.tags $eq 'ONE'",
		good: "metadata.tags $con 'ONE','ONE'",
	},
	FH154: {
		title: 'The field holds no arrays',
		severity: 'warning',
		why: '$con looks into arrays.',
		bad: "metadata.city $con 'London','Oxford'",
		good: "metadata.city $in 'London','Oxford'",
	},
	FH155: {
		title: 'A path through an array',
		severity: 'warning',
		why: 'Whether a path goes through arrays is not documented.',
		bad: "metadata.items[0].name $eq 'x'",
	},
	FH156: {
		title: 'A name that is known to fail',
		severity: 'warning',
		why: 'Names of one letter and reserved words of the store cannot be filtered (#2931).',
		bad: 'metadata.data $eq 5',
	},
	FH157: {
		title: 'A part of the path is empty',
		severity: 'error',
		why: 'Two dots follow each other, or one stands at the end.',
		bad: 'metadata.a..b $eq 5',
	},
	FH158: {
		title: 'A reserved word of the store',
		severity: 'warning',
		why: 'The operators are those of DynamoDB (#7516), and names that fail are among its reserved words (#2931). Whether all of them fail is not known.',
		bad: 'metadata.status.value $eq 5',
	},
	FH160: {
		title: 'A list before another filter',
		severity: 'warning',
		why: 'The service fails with "An item with the same key has already been added" (#10796). Freehold sends the list last.',
		bad: 'metadata.a $in 1,2 & metadata.b $eq 5',
	},
	FH161: {
		title: 'Two lists in one set',
		severity: 'warning',
		why: 'They may fail with the same error in any order (#10796).',
		bad: 'metadata.a $in 1,2 & metadata.b $in 3,4',
	},
	FH162: {
		title: 'The set can never match',
		severity: 'warning',
		why: 'Filters are additive: all of them must hold.',
		bad: 'metadata.a $gt 5 & metadata.a $lt 3',
	},
	FH163: {
		title: 'The filter says nothing new',
		severity: 'information',
		why: 'Another filter of the set says it already.',
		bad: 'metadata.a $gt 5 & metadata.a $gt 3',
	},
	FH170: {
		title: 'There is no OR, NOT or grouping',
		severity: 'error',
		why: 'Filters are additive only. Give each its own line; alternatives of one field are a list.',
		bad: 'metadata.a $eq 1 or metadata.b $eq 2',
	},
	FH171: {
		title: 'Two expressions in one',
		severity: 'error',
		why: 'Each expression is a parameter of its own.',
		bad: 'metadata.a $eq 1 and metadata.b $eq 2',
	},
	FH172: {
		title: 'Something is left over',
		severity: 'error',
		why: 'An expression ends with its criteria.',
		bad: 'metadata.a $eq 1 2',
	},
	FH180: {
		title: 'The endpoint has no metadata search',
		severity: 'error',
		why: 'It ignores the parameter, and the result widens to everything.',
		bad: 'GET /enquiries/?metadata=…',
	},
	FH181: {
		title: 'The parameter has another name',
		severity: 'error',
		why: '`/metadata/` takes `filter`, entities take `metadata`; other names are ignored.',
		bad: 'GET /metadata/?metadata=…',
	},
	FH182: {
		title: 'A very long address',
		severity: 'information',
		why: 'Servers and proxies between may refuse addresses of this length.',
		bad: 'more than 2,000 characters encoded',
	},
	FH183: {
		title: 'A sign that is to be encoded',
		severity: 'error',
		why: '"URL encode" (seed 001): in an address, & begins the next parameter, # ends it, + is a blank, and % begins an encoded sign. The value is cut short without a word.',
		bad: "&metadata=metadata.name $eq 'B&B'",
		good: "&metadata=metadata.name $eq 'B%26B'",
	},
	FH184: {
		title: 'No such dataset',
		severity: 'warning',
		why: 'The filters below are checked without its data, and can be neither counted nor run.',
		bad: '# @dataset agency/propertys',
		good: '# @dataset agency/properties',
	},
	FH185: {
		title: 'A name that is given twice',
		severity: 'warning',
		why: 'Sets of a file are told apart by their names.',
		bad: '# @name flats … # @name flats',
	},
} as const satisfies Readonly<Record<string, CodeSpec>>;

export type FindingCode = keyof typeof findingCodes;

export function finding(code: FindingCode, span: Span, message: string, fixes: readonly Fix[] = []): Finding {
	return { code, severity: findingCodes[code].severity, start: span.start, end: span.end, message, fixes };
}

/** A fix that puts one text in the place of another. */
export function replacement(title: string, span: Span, text: string, isPreferred = false): Fix {
	return { title, edits: [{ start: span.start, end: span.end, text }], ...(isPreferred ? { isPreferred } : {}) };
}

export function applyFix(text: string, fix: Fix): string {
	let fixed = text;
	for (const { start, end, text: inserted } of [...fix.edits].sort((a, b) => b.start - a.start))
		fixed = fixed.slice(0, start) + inserted + fixed.slice(end);
	return fixed;
}
