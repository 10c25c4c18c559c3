/**
 * Changes a freehold.yaml. The few characters that are meant are changed where that can be proved to say what is wanted;
 * otherwise the file is written anew by the parser, which keeps comments and order too, but not every space.
 */
import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Pair, ParsedNode, YAMLMap, YAMLSeq } from 'yaml';
import { FreeholdError } from '../../errors.ts';
import { applyChanges } from '../language/connectionNames.ts';
import type { TextChange } from '../language/connectionNames.ts';
import type { Range } from '../problems.ts';

export interface Edit {
	/** The change as the parser's document is told it. */
	readonly change: (document: Document.Parsed) => void;
	/** The same in the text; `undefined` where that is not as simple. */
	readonly splice: (document: Document.Parsed) => TextChange | undefined;
}

/** @throws FreeholdError `configuration` where the file is not valid YAML */
export function edited(text: string, { change, splice }: Edit): string {
	const document = readable(text);
	const spliced = splice(document);
	const step = stepOf(document, text);
	change(document);
	const wanted = plain(document.toJS());
	if (spliced !== undefined) {
		const result = applyChanges(text, [spliced]);
		if (says(result, wanted)) return result;
	}
	const eol = lineBreakOf(text);
	const written = document.toString({ lineWidth: 0, indent: step });
	return eol === '\n' ? written : written.replaceAll('\n', eol);
}

export function readable(text: string): Document.Parsed {
	const document = parseDocument(text, { prettyErrors: false, version: '1.2' });
	if (document.errors.length === 0) return document;
	throw new FreeholdError('configuration', {
		what: 'freehold.yaml was not changed',
		why: 'it is not valid YAML',
		next: 'Mend the file and try again',
	});
}

function says(text: string, wanted: unknown): boolean {
	const document = parseDocument(text, { prettyErrors: false, version: '1.2' });
	return document.errors.length === 0 && isDeepStrictEqual(plain(document.toJS()), wanted);
}

/** A map without entries is written as nothing or as braces. */
function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value);
	return entries.length === 0 ? null : Object.fromEntries(entries.map(([key, one]) => [key, plain(one)]));
}

export function lineBreakOf(text: string): '\n' | '\r\n' {
	return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Puts lines behind all that a block holds, a comment at the end of its last line included. */
export function behind(text: string, node: unknown, lines: readonly string[]): TextChange {
	const lineEnd = text.indexOf('\n', endOf(node, text));
	const at = lineEnd === -1 ? text.length : text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
	const eol = lineBreakOf(text);
	return { range: [at, at], text: lines.map((line) => `${eol}${line}`).join('') };
}

/** Takes an entry out: its lines, or its words with one comma. Comments above it stay. */
export function without(text: string, collection: YAMLMap | YAMLSeq, nth: number): TextChange | undefined {
	const range = rangeOf(collection.items[nth], text);
	if (range === undefined) return undefined;
	const [from, to] = range;
	if (collection.flow === true) {
		const next = rangeOf(collection.items[nth + 1], text);
		const before = rangeOf(collection.items[nth - 1], text);
		return { range: next === undefined ? [before?.[1] ?? from, to] : [from, next[0]], text: '' };
	}
	const lineStart = text.lastIndexOf('\n', from - 1) + 1;
	// Something else stands before it on its line: a dash, a key.
	if (!/^\s*(- +)?$/.test(text.slice(lineStart, from))) return undefined;
	const lineEnd = text.indexOf('\n', to);
	return { range: [lineStart, lineEnd === -1 ? text.length : lineEnd + 1], text: '' };
}

/** From the first to the last character that is written, without blanks and comments behind. */
export function rangeOf(item: unknown, text: string): Range | undefined {
	const first = isPair(item) ? item.key : item;
	const from = (first as ParsedNode | null | undefined)?.range?.[0];
	return from === undefined ? undefined : [from, endOf(item, text)];
}

function endOf(node: unknown, text: string): number {
	if (isPair(node)) {
		const isEmpty = node.value === null || (isScalar(node.value) && node.value.source === '');
		return endOf(isEmpty ? node.key : node.value, text);
	}
	if ((isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0) {
		return endOf(node.items.at(-1), text);
	}
	const end = (node as ParsedNode | null | undefined)?.range?.[1] ?? 0;
	return text.slice(0, end).trimEnd().length;
}

function isPair(item: unknown): item is Pair {
	return typeof item === 'object' && item !== null && 'key' in item && 'value' in item;
}

/** What stands before a block's keys on their lines: blanks alone, or it is no block that lines can be added to. */
export function indentBefore(text: string, map: YAMLMap): string | undefined {
	const at = rangeOf(map.items[0], text)?.[0];
	if (at === undefined || map.flow === true) return undefined;
	const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
	return /^ *$/.test(before) ? before : undefined;
}

export function nameOf({ key }: Pair): string {
	return isScalar(key) ? String(key.value) : String(key);
}

/** By how many blanks the file sets settings in. */
function stepOf({ contents }: Document.Parsed, text: string): number {
	const blocks = isMap(contents) ? contents.items.map(({ value }) => value).filter((value) => isMap(value)) : [];
	const indents = blocks.map((block) => indentBefore(text, block)?.length ?? 0);
	return indents.find((indent) => indent >= 1 && indent <= 8) ?? 2;
}
