/**
 * What is written above a column to choose rows, read into a test. Pure; nothing here knows SQL.
 *
 * | Text | Rows whose cell |
 * | --- | --- |
 * | `brno` or `"in brno"` | contains it, in either case |
 * | `= x` `!= x` `< x` `<= x` `> x` `>= x` | compares so with the value |
 * | `=` and `!=` alone | is empty, is not empty |
 * | `in a, b, "c, d"` and `not in …` | is one of the values, is none of them |
 * | `a..b`, `a..`, `..b` | lies between the values, both included |
 * | `/regex/`, `/regex/i` | matches the regular expression of JavaScript |
 * | `$in 'a','b'` | meets an operator of the metadata filter language |
 *
 * A value in double quotes is taken as it stands; a quote within them is written twice.
 */

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

export type ColumnTest =
	| { readonly kind: 'contains'; readonly text: string }
	| { readonly kind: 'compare'; readonly comparison: Comparison; readonly value: string }
	| { readonly kind: 'empty'; readonly isNot: boolean }
	| { readonly kind: 'list'; readonly values: readonly string[]; readonly isNot: boolean }
	/** An end that is absent is open. */
	| { readonly kind: 'range'; readonly from: string | undefined; readonly to: string | undefined }
	| { readonly kind: 'regex'; readonly source: string; readonly flags: string }
	/** An operator and its criteria. */
	| { readonly kind: 'operator'; readonly text: string };

/** @returns `undefined` for a text that asks for nothing */
export function readColumnFilter(written: string): ColumnTest | undefined {
	const text = written.trim();
	if (text === '') return undefined;
	// A price may begin with the sign as well: `$500`.
	if (/^\$[a-z]/i.test(text)) return { kind: 'operator', text };
	const [, comparison, operand = ''] = /^(!=|<=|>=|=|<|>)\s*([^]*)$/.exec(text) ?? [];
	if (comparison !== undefined) return compared(comparison as Comparison, operand);
	const [, source, flags = ''] = /^\/([^]+)\/([imsu]*)$/.exec(text) ?? [];
	if (source !== undefined) return { kind: 'regex', source, flags };
	// Words of the text itself begin otherwise: `In the centre`.
	const [, not, list] = /^(?:(not|NOT)\s+)?(?:in|IN)\s+([^]+)$/.exec(text) ?? [];
	if (list !== undefined) return { kind: 'list', values: listed(list), isNot: not !== undefined };
	return rangeOf(text) ?? { kind: 'contains', text: unquoted(text) };
}

function compared(comparison: Comparison, operand: string): ColumnTest {
	if (operand === '' && (comparison === '=' || comparison === '!=')) {
		return { kind: 'empty', isNot: comparison === '!=' };
	}
	return { kind: 'compare', comparison, value: unquoted(operand) };
}

/** Points that stand beside others (`wait...`) are text. */
function rangeOf(text: string): ColumnTest | undefined {
	const [, from = '', to = ''] =
		/^("(?:[^"]|"")*"|[^"]*?)\s*(?<!\.)\.\.(?!\.)\s*("(?:[^"]|"")*"|[^"]*)$/.exec(text) ?? [];
	if ((from === '' && to === '') || to.includes('..')) return undefined;
	return { kind: 'range', from: endOf(from), to: endOf(to) };
}

function endOf(text: string): string | undefined {
	return text === '' ? undefined : unquoted(text);
}

/** Between commas; SQL's brackets around all of them may stay. */
function listed(text: string): readonly string[] {
	const inner = /^\(([^]*)\)$/.exec(text.trim())?.[1] ?? text;
	const items = inner.match(/\s*"(?:[^"]|"")*"\s*(?=,|$)|[^,]+/g) ?? [];
	return items.map((item) => unquoted(item.trim())).filter((item, nth) => item !== '' || items[nth]?.includes('"'));
}

function unquoted(text: string): string {
	const inner = /^"((?:[^"]|"")*)"$/.exec(text)?.[1];
	return inner === undefined ? text : inner.replaceAll('""', '"');
}
