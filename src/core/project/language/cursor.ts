/** What may be written at the cursor of a freehold.yaml that is being typed. */
import type { Document } from 'yaml';
import { isMap } from 'yaml';
import type { Range } from '../problems.ts';
import type { Shape } from '../shape.ts';
import { placeAt, readTolerantly, textOf } from './places.ts';
import type { Place } from './places.ts';
import { shapeAt } from './shapeAt.ts';

export interface Cursor {
	/** As if a word stood at the cursor. */
	readonly document: Document.Parsed;
	/** What the document was read from. */
	readonly marked: string;
	readonly path: readonly string[];
	readonly role: Place['role'];
	/** Of the map that gets the key, or of the value; of the items where it is a list. */
	readonly shape: Shape;
	/** Offsets of what is replaced, on the cursor's line. */
	readonly range: Range;
	/** What stands in the range. */
	readonly typed: string;
	/** Where in `typed` the cursor is. */
	readonly at: number;
	readonly quote: Place['quote'];
	readonly isFlow: boolean;
	/** Whether a `:` stands behind the key already. */
	readonly hasColon: boolean;
	/** Keys of the same map, or items of the same list. */
	readonly others: ReadonlySet<string>;
}

/** Stands in for the word that is about to be written: YAML reads an empty place as nothing at all. */
const WORD = 'x';
/** More unclosed quotes than this, and it is no longer a file that somebody is typing. */
const MOST_UNCLOSED = 5;

/** @returns `undefined` in comments, texts of several lines and wherever the grammar has nothing to say */
export function cursorAt(text: string, offset: number): Cursor | undefined {
	const [lineStart, lineEnd] = lineAround(text, offset);
	const before = text.slice(lineStart, offset);
	const after = text.slice(offset, lineEnd);
	const rest = /^[\w./*-]*/.exec(after)?.[0] ?? '';
	// A word alone on its line reads as a key, lest YAML join it with the line below.
	const isAlone = /^\s*(- +)*[\w-]*$/.test(before) && /^[\w-]*\s*(#.*)?$/.test(after);
	const marked = `${text.slice(0, offset)}${WORD}${rest}${isAlone ? ':' : ''}${text.slice(offset + rest.length)}`;
	const found = findWord(marked, offset, lineStart);
	if (found === undefined) return undefined;
	const { document, place } = found;
	const given = shapeAt(document, place.path);
	if (given === undefined) return undefined;
	const takesKeys = given.kind === 'object' || given.kind === 'map' || given.kind === 'variant';
	const isValue = !takesKeys || (place.role === 'value' && !isAlone);
	const shape = isValue && given.kind === 'list' ? given.of : given;
	const from = Math.max(place.range[0], lineStart);
	const to = Math.max(offset, Math.min(place.range[1] - WORD.length, lineEnd));
	return {
		document,
		marked: found.text,
		path: place.path,
		role: isValue ? 'value' : 'key',
		shape,
		range: [from, to],
		typed: text.slice(from, to),
		at: offset - from,
		quote: place.quote,
		isFlow: place.isFlow,
		hasColon: !isAlone && /^["']?\s*:(\s|$)/.test(text.slice(to, lineEnd)),
		others: othersOf(place, isValue),
	};
}

interface FoundWord {
	readonly text: string;
	readonly document: Document.Parsed;
	readonly place: Place;
}

/** A quote that was never closed swallows the cursor's line: it is taken away, as often as there is one. */
function findWord(marked: string, offset: number, lineStart: number): FoundWord | undefined {
	let text = marked;
	for (let tries = 0; tries < MOST_UNCLOSED; tries++) {
		const document = readTolerantly(text);
		const place = placeAt(document, text, offset);
		if (place === undefined || place.scalar.type?.startsWith('BLOCK') === true) return undefined;
		const start = place.scalar.range?.[0] ?? 0;
		if (start >= lineStart) return { text, document, place };
		if (document.errors.length === 0) return undefined;
		const end = text.indexOf('\n', start);
		text = text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
	}
	return undefined;
}

function othersOf({ map, list, scalar }: Place, isValue: boolean): ReadonlySet<string> {
	const nodes: readonly unknown[] = isValue ? (list?.items ?? []) : isMap(map) ? map.items.map(({ key }) => key) : [];
	return new Set(nodes.filter((node) => node !== scalar).flatMap((node) => textOf(node) ?? []));
}

function lineAround(text: string, offset: number): Range {
	const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
	const end = text.indexOf('\n', offset);
	const last = end === -1 ? text.length : end;
	return [start, text[last - 1] === '\r' && last > offset ? last - 1 : last];
}
