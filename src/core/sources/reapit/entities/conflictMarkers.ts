/**
 * Conflicts as text: the sides of each field between markers, on lines of their own, as version control writes them, so
 * that every editor can resolve them and nothing that is unresolved is JSON.
 */
import type { Json } from '../../../json.ts';
import { JsonText } from './jsonText.ts';
import type { Collision } from './replay.ts';

export type Side = 'yours' | 'theirs';

export interface MarkedConflict {
	readonly start: number;
	readonly end: number;
	/** Whole lines, with their ends. */
	readonly yours: string;
	readonly theirs: string;
}

/**
 * @param text  a JSON object
 * @param readable  the same, of the same length, where `text` holds variables and is no JSON by itself
 */
export function markConflicts(text: string, collisions: readonly Collision[], readable = text): string {
	const json = JsonText.parse(readable, 'The document');
	const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
	const places = collisions
		.map((collision) => placeOf(collision, json, text, readable))
		.toSorted((a, b) => a.start - b.start || a.end - b.end);
	let marked = '';
	let from = 0;
	for (const { collision, start, end, comma } of places) {
		const before = text.slice(from, start);
		const indent = /(?:^|\n)([ \t]*)$/.exec(marked + before)?.[1];
		const own = text.slice(start, end);
		const sides = sidesOf(collision, own, indent ?? '\t', comma).map((side) => side.replaceAll(/\r?\n/g, lineEnd));
		const [yours = '', base = '', theirs = ''] = sides.map((side) => (side === '' ? '' : `${side}${lineEnd}`));
		marked += indent === undefined ? `${before.trimEnd()}${lineEnd}` : before.slice(0, before.length - indent.length);
		marked += `<<<<<<< yours${lineEnd}${yours}||||||| base${lineEnd}${base}=======${lineEnd}${theirs}>>>>>>> theirs`;
		from = end + (own !== '' && comma === ',' ? commaLength(readable, end) : 0);
		const rest = /^[ \t]*(?=\r?\n|$)/.exec(text.slice(from));
		if (rest === null) marked += lineEnd;
		else from += rest[0].length;
	}
	return marked + text.slice(from);
}

/** All marked conflicts of a text, with the lines of their markers. */
export function markedConflicts(text: string): readonly MarkedConflict[] {
	const form =
		/^<{7} .*\r?\n((?:(?!\|{7}|={7}\r?\n).*\r?\n)*)(?:\|{7}.*\r?\n(?:(?!={7}\r?\n).*\r?\n)*)?={7}\r?\n((?:(?!>{7} ).*\r?\n)*)>{7} .*(?:\r?\n|$)/gm;
	return [...text.matchAll(form)].map(({ 0: whole, 1: yours = '', 2: theirs = '', index }) => ({
		start: index,
		end: index + whole.length,
		yours,
		theirs,
	}));
}

/** Whether a marker is left, of a whole conflict or of what became of one. */
export function firstMarker(text: string): { readonly start: number; readonly end: number } | undefined {
	const found = /^(?:<{7} |>{7} |\|{7} |={7}$).*/m.exec(text);
	return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}

export function resolveConflicts(text: string, side: Side): string {
	let resolved = '';
	let from = 0;
	for (const conflict of markedConflicts(text)) {
		resolved += text.slice(from, conflict.start) + conflict[side];
		from = conflict.end;
	}
	return resolved + text.slice(from);
}

interface MarkedPlace {
	readonly collision: Collision;
	readonly start: number;
	readonly end: number;
	readonly comma: ',' | '';
}

/** What yours took away stands nowhere: its sides come first in the object. */
function placeOf(collision: Collision, json: JsonText, text: string, readable: string): MarkedPlace {
	const member = json.memberAt([collision.field]);
	if (member === undefined) {
		const start = json.offsetOf([]) + 1;
		return { collision, start, end: start, comma: /^\s*\}/.test(readable.slice(start)) ? '' : ',' };
	}
	let { end } = member;
	// A variable is longer than what stands for it.
	while (readable[end] === ' ' && text[end] !== ' ' && text[end] !== undefined) end++;
	return { collision, start: member.start, end, comma: commaLength(readable, end) > 0 ? ',' : '' };
}

function commaLength(text: string, at: number): number {
	return /^\s*,/.exec(text.slice(at))?.[0].length ?? 0;
}

function sidesOf(
	{ field, base, theirs, isHidden }: Collision,
	own: string,
	indent: string,
	comma: string,
): readonly [yours: string, base: string, theirs: string] {
	// The vendor leaves out what is empty; said as null, either side is a whole document.
	const line = (value: Json | undefined): string =>
		isHidden
			? ''
			: `${indent}${JSON.stringify(field)}: ${JSON.stringify(value ?? null, null, '\t').replaceAll('\n', `\n${indent}`)}${comma}`;
	return [own === '' ? '' : `${indent}${own}${comma}`, line(base), line(theirs)];
}
