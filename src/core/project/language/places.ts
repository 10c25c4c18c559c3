/** Finds what stands at an offset of a freehold.yaml, however unfinished it is: the reader mends what it can. */
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Range } from '../problems.ts';

/** A word of the file: a key, a value or an item of a list. */
export interface Place {
	/** Keys from the root to the map that holds the key, or to the value. */
	readonly path: readonly string[];
	readonly role: 'key' | 'value';
	readonly scalar: Scalar;
	/** Of what is written, without quotes. */
	readonly range: Range;
	readonly quote: '"' | "'" | undefined;
	/** The map that holds the key, or the pair of the value. */
	readonly map: YAMLMap | undefined;
	/** The list that the word is an item of. */
	readonly list: YAMLSeq | undefined;
	/** Whether it stands within braces or brackets. */
	readonly isFlow: boolean;
}

/** Mistakes are told by `parseProject`; here only what can be made out of the text counts. */
export function readTolerantly(text: string): Document.Parsed {
	return parseDocument(text, { prettyErrors: false, version: '1.2', uniqueKeys: false });
}

/** The word that the offset lies in, or at either end of. */
export function placeAt(document: Document.Parsed, text: string, offset: number): Place | undefined {
	let found: Place | undefined;
	visit(document, {
		Scalar(_key, scalar, ancestors) {
			const [from, to] = scalar.range ?? [0, 0];
			if (offset < from || offset > to || from === to) return undefined;
			found = placeOf(scalar, ancestors, text);
			return visit.BREAK;
		},
	});
	return found;
}

export function textOf(node: unknown): string | undefined {
	if (!isScalar(node)) return undefined;
	const { value, source } = node;
	// A number keeps its digits as they were written.
	if (typeof value === 'number' || typeof value === 'boolean') return source ?? String(value);
	return typeof value === 'string' ? value : undefined;
}

/** Of what is written, without quotes; `undefined` for what was not read from a text. */
export function writtenRange(node: unknown, text: string): Range | undefined {
	const range = (node as ParsedNode | null | undefined)?.range;
	if (range === undefined || range === null) return undefined;
	const [from, to] = range;
	const quote = quoteAt(text, from);
	if (quote === undefined) return [from, to];
	return [from + 1, to - from > 1 && text[to - 1] === quote ? to - 1 : to];
}

function placeOf(scalar: Scalar, ancestors: readonly (Document | Node | Pair)[], text: string): Place {
	const path: string[] = [];
	let role: Place['role'] = 'value';
	for (const [nth, ancestor] of ancestors.entries()) {
		if (!isPair(ancestor)) continue;
		if ((ancestors[nth + 1] ?? scalar) === ancestor.key) role = 'key';
		else path.push(textOf(ancestor.key) ?? '');
	}
	const collections = ancestors.filter((one) => isMap(one) || isSeq(one));
	const innermost = collections.at(-1);
	return {
		path,
		role,
		scalar,
		range: writtenRange(scalar, text) ?? [0, 0],
		quote: quoteAt(text, scalar.range?.[0] ?? 0),
		map: collections.findLast((one) => isMap(one)),
		list: isSeq(innermost) ? innermost : undefined,
		isFlow: collections.some((one) => one.flow === true),
	};
}

function quoteAt(text: string, offset: number): Place['quote'] {
	const first = text[offset];
	return first === '"' || first === "'" ? first : undefined;
}
