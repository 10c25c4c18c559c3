/** Checks each criteria by itself: quotes, numbers, dates. */
import { checkBlanks, thousands } from './checkLists.ts';
import type { Dialect, OperatorSpec } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import { hasZone, isPlainNumber, looksLikeDate, quote } from './literal.ts';
import { isLiteral } from './print.ts';
import type { Literal, Parsed } from './syntax.ts';
import { offsetOf } from './zones.ts';

/** The service writes instants with seven decimal places. */
const mostFractionDigits = 7;

/**
 * @param spec  of the operator, where it exists
 * @param timeZone  of the user, for moments that lack theirs
 */
export function checkValues(
	{ text, filter }: Parsed,
	spec: OperatorSpec | undefined,
	dialect: Dialect,
	timeZone: string | undefined,
	found: Finding[],
): void {
	const { values } = filter;
	const grouped = values.length > 1 && spec?.takes === 'one' ? thousands(values.filter(isLiteral)) : undefined;
	if (grouped !== undefined) {
		found.push(grouped);
		return;
	}
	for (const value of values) {
		const wrong = isLiteral(value) ? checkValue(value, dialect, timeZone) : undefined;
		if (wrong !== undefined) found.push(wrong);
	}
	checkBlanks(text, values, found);
}

function checkValue(value: Literal, dialect: Dialect, timeZone: string | undefined): Finding | undefined {
	switch (value.type) {
		case 'string':
			return checkString(value, dialect);
		case 'number':
			return isPlainNumber(value.text) ? undefined : unusualNumber(value);
		case 'boolean':
			return checkBoolean(value);
		case 'null':
			return finding(
				'FH128',
				value,
				'There is no null and no "is not set": evaluate the filter on the replica instead',
			);
		case 'datetime':
			return checkMoment(value, timeZone);
		case 'date':
			return undefined;
		case 'unknown':
			return checkUnknown(value, dialect);
	}
}

function checkString(value: Literal, dialect: Dialect): Finding | undefined {
	const content = String(value.value);
	if (value.isClosed && value.quote === 'straight') {
		if (!content.includes("'")) return undefined;
		const why = 'How an apostrophe is written within text is not documented; this may match nothing';
		const found = finding('FH124', value, why);
		return dialect.escape === 'refuse' ? { ...found, severity: 'error' } : found;
	}
	const straight = quote(content, dialect);
	if (!value.isClosed) {
		const fix = replacement("Close with '", value, straight, true);
		return finding('FH123', value, 'The closing apostrophe is missing', [fix]);
	}
	const fix = replacement('Use straight apostrophes', value, straight, true);
	return value.quote === 'curly'
		? finding('FH120', value, 'Typographic quotes may not be understood', [fix])
		: finding('FH121', value, 'Text stands between apostrophes', [fix]);
}

function checkBoolean(value: Literal): Finding | undefined {
	const lower = value.text.toLowerCase();
	if (value.text === lower) return undefined;
	return finding('FH127', value, 'Write true and false in lower case', [
		replacement('Use lower case', value, lower, true),
	]);
}

function unusualNumber(value: Literal): Finding {
	const plain = plainText(Number(value.value));
	const fixes = plain === undefined ? [] : [replacement(`Write ${plain}`, value, plain, true)];
	return finding('FH125', value, 'Numbers are digits with a minus and decimal places at most', fixes);
}

function plainText(number: number): string | undefined {
	const text = number.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
	return isPlainNumber(text) && Number(text) === number ? text : undefined;
}

function checkMoment(value: Literal, timeZone: string | undefined): Finding | undefined {
	const { text } = value;
	if (!hasZone(text)) {
		const end = { start: value.end, end: value.end };
		const offset = timeZone === undefined ? undefined : offsetOf(text, timeZone);
		const local = offset === undefined ? [] : [replacement(`Add ${offset} (${String(timeZone)})`, end, offset)];
		const fixes = [replacement('Add Z (UTC)', end, 'Z', true), ...local];
		return finding('FH129', value, 'A time needs its zone: Z or an offset', fixes);
	}
	if (!text.includes('.')) return undefined;
	const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
	if (fraction.length <= mostFractionDigits) return undefined;
	const cut = text.replace(/\.\d+/, `.${fraction.slice(0, mostFractionDigits)}`);
	return finding('FH130', value, 'A second has seven decimal places at most', [
		replacement('Cut to seven', value, cut, true),
	]);
}

function checkUnknown(value: Literal, dialect: Dialect): Finding {
	const { text } = value;
	const digits = /^[£$€]?\s?(-?\d[\d\s']*(?:\.\d+)?)\s?(?:%|£|€|[a-z]{1,3})?$/i
		.exec(text)?.[1]
		?.replaceAll(/[\s']/g, '');
	if (digits !== undefined && isPlainNumber(digits) && !looksLikeDate(text)) {
		const fixes = [replacement(`Write ${digits}`, value, digits), replacement('Quote it', value, quote(text, dialect))];
		return finding('FH126', value, `'${text}' is neither a number nor text`, fixes);
	}
	if (looksLikeDate(text)) {
		const iso = isoDate(text);
		const fixes = iso === undefined ? [] : [replacement(`Write ${iso}`, value, iso, true)];
		const found = finding('FH130', value, 'Dates are written as 2020-11-05', fixes);
		// Only the zeros are missing: what is meant is clear, and whether it is refused is not documented.
		return iso === undefined ? found : { ...found, severity: 'warning' };
	}
	return finding('FH122', value, 'Text stands between apostrophes', [
		replacement('Quote it', value, quote(text, dialect), true),
	]);
}

/** `2020-11-5` → `2020-11-05`; a day and a month that could be either are not guessed. */
function isoDate(text: string): string | undefined {
	const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
	if (year === undefined || month === undefined || day === undefined) return undefined;
	const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	return Number.isNaN(Date.parse(iso)) ? undefined : iso;
}
