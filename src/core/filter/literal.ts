/** What a criteria is, by its text alone: as the server sees it (#7740 shows that it does not look at the field). */
import type { Dialect } from './dialect.ts';
import type { Literal, LiteralType, Quote, Span } from './syntax.ts';

const [plus, minus, point] = [0x2b, 0x2d, 0x2e];

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const date = /^\d{4}-\d{2}-\d{2}$/;
const datetime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
/** `2020-11-5`, `2020-W46`, `05/11/2020`: dates to a person. */
const almostDate = /^\d{4}-(?:\d{1,2}(?:-\d{1,2})?|W\d{1,2}(?:-\d)?)(?:T.*)?$|^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}$/i;

const words: ReadonlyMap<string, LiteralType> = new Map([
	['true', 'boolean'],
	['false', 'boolean'],
	['null', 'null'],
	['nil', 'null'],
	['undefined', 'null'],
]);
const longestWord = 9;

interface LiteralToken extends Span {
	readonly quote?: Quote | undefined;
	readonly isClosed?: boolean | undefined;
}

/** @param whole  text of the expression */
export function literal(whole: string, { start, end, quote, isClosed }: LiteralToken, dialect: Dialect): Literal {
	const text = whole.slice(start, end);
	if (quote !== undefined) {
		const value = unescape(whole.slice(start + 1, isClosed === true ? end - 1 : end), quote, dialect);
		return { kind: 'literal', type: 'string', start, end, text, value, quote, isClosed: isClosed === true };
	}
	const type = typeOfText(text);
	return { kind: 'literal', type, start, end, text, value: valueOf(text, type), quote: undefined, isClosed: true };
}

export function typeOfText(text: string): LiteralType {
	// All types but these two words begin with a digit or its sign: most texts are names, and looked at no further.
	if (!mayBeginNumber(text.charCodeAt(0))) return typeOfWord(text);
	if (isPlainNumber(text) || number.test(text)) return 'number';
	if (date.test(text) && isDay(text)) return 'date';
	if (datetime.test(text) && isDay(text.slice(0, 10))) return 'datetime';
	return 'unknown';
}

function typeOfWord(text: string): LiteralType {
	return text.length > longestWord ? 'unknown' : (words.get(text.toLowerCase()) ?? 'unknown');
}

/** A digit, or one of `+ - .` */
function mayBeginNumber(code: number): boolean {
	return isDigit(code) || code === plus || code === minus || code === point;
}

function isDigit(code: number): boolean {
	return code >= 0x30 && code <= 0x39;
}

/** Digits with a point and a minus at most: what the service is documented to read. */
export function isPlainNumber(text: string): boolean {
	const start = text.charCodeAt(0) === minus ? 1 : 0;
	const end = endOfDigits(text, start);
	if (end === start || end === text.length) return end > start;
	const places = endOfDigits(text, end + 1);
	return text.charCodeAt(end) === point && places > end + 1 && places === text.length;
}

function endOfDigits(text: string, from: number): number {
	let at = from;
	while (isDigit(text.charCodeAt(at))) at += 1;
	return at;
}

/** Whether an unquoted text was meant as a date and is none that the service reads. */
export function looksLikeDate(text: string): boolean {
	return almostDate.test(text) && typeOfText(text) === 'unknown';
}

export function hasZone(text: string): boolean {
	return /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
}

/** The text as a string of the language. */
export function quote(text: string, dialect: Dialect): string {
	const escaped = dialect.escape === 'backslash' ? text.replaceAll(/[\\']/g, '\\$&') : text.replaceAll("'", "''");
	return `'${escaped}'`;
}

function unescape(inner: string, kind: Quote, dialect: Dialect): string {
	if (dialect.escape === 'backslash') return inner.replaceAll(/\\(.)/gs, '$1');
	const mark = kind === 'double' ? '"' : "'";
	return kind === 'curly' || !inner.includes(mark) ? inner : inner.replaceAll(mark + mark, mark);
}

function valueOf(text: string, type: LiteralType): Literal['value'] {
	if (type === 'number') return Number(text);
	if (type === 'boolean') return text.toLowerCase() === 'true';
	return type === 'null' ? null : text;
}

function isDay(text: string): boolean {
	const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
	return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
	if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
