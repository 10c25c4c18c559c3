/** The right side of a metadata filter: its type is told from its text alone (#7740; design: language §D.2). */
import { readInstant } from '../../instants.ts';
import type { Instant } from '../../instants.ts';

export type Scalar =
	| { readonly type: 'boolean'; readonly value: boolean }
	| { readonly type: 'numeric'; readonly value: number }
	| { readonly type: 'string'; readonly value: string }
	| { readonly type: 'datetime'; readonly value: Instant };

export interface Criteria {
	readonly items: readonly Scalar[];
	/** Of the items; they are all of one type. */
	readonly type: Scalar['type'];
}

/** @returns what is wrong with the text where it cannot be read */
export function readCriteria(text: string): Criteria | { readonly problem: string } {
	const parts = splitList(text);
	if (parts === undefined) return { problem: 'a string is not closed' };
	const items: Scalar[] = [];
	for (const part of parts) {
		const item = readScalar(part);
		if (item === undefined)
			return {
				problem: `${part === '' ? 'an empty value' : part} is no string in apostrophes, number, boolean or date`,
			};
		items.push(item);
	}
	const [first] = items;
	if (first === undefined) return { problem: 'there is no criteria' };
	if (items.some(({ type }) => type !== first.type)) return { problem: 'the values are of different types' };
	return { items, type: first.type };
}

/** At the commas outside of strings; `''` within a string is an apostrophe. */
function splitList(text: string): readonly string[] | undefined {
	const parts: string[] = [];
	let start = 0;
	let isInString = false;
	for (let i = 0; i < text.length; i += 1) {
		if (text[i] === "'") isInString = !isInString;
		if (text[i] !== ',' || isInString) continue;
		parts.push(text.slice(start, i).trim());
		start = i + 1;
	}
	parts.push(text.slice(start).trim());
	return isInString ? undefined : parts;
}

function readScalar(text: string): Scalar | undefined {
	const quoted = /^'((?:[^']|'')*)'$/s.exec(text)?.[1];
	if (quoted !== undefined) return { type: 'string', value: quoted.replaceAll("''", "'") };
	if (/^(true|false)$/i.test(text)) return { type: 'boolean', value: text.toLowerCase() === 'true' };
	if (/^-?\d+(\.\d+)?$/.test(text)) return { type: 'numeric', value: Number(text) };
	const instant = readInstant(text);
	return instant === undefined ? undefined : { type: 'datetime', value: instant };
}
