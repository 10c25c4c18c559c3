/** Cuts an OData `$filter` into tokens (OData 4.0 ABNF, the parts that Spark documents). */
import { odataRefusal } from '../sparkError.ts';

export type TokenKind = 'word' | 'string' | 'number' | 'instant' | 'date' | 'sign' | 'end';

export interface Token {
	readonly kind: TokenKind;
	readonly text: string;
	/** Column, from 1. */
	readonly at: number;
}

const patterns: readonly (readonly [TokenKind | 'blank', RegExp])[] = [
	['blank', /[ \t]+/y],
	['instant', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})/y],
	['date', /\d{4}-\d{2}-\d{2}(?![\dT])/y],
	['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w-])/y],
	['string', /'(?:[^']|'')*'/y],
	['word', /[A-Za-z_][A-Za-z0-9_]*(?:[./][A-Za-z_][A-Za-z0-9_]*)*/y],
	['sign', /[(),:]/y],
];

export function tokens(text: string): readonly Token[] {
	const found: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const token = next(text, at);
		if (token === undefined) throw odataRefusal(400, `The $filter is not understood at position ${at + 1}`);
		at += token.text.length;
		if (token.kind !== 'blank') found.push({ kind: token.kind, text: token.text, at: token.at });
	}
	return [...found, { kind: 'end', text: '', at: text.length + 1 }];
}

function next(text: string, at: number): { kind: TokenKind | 'blank'; text: string; at: number } | undefined {
	for (const [kind, pattern] of patterns) {
		pattern.lastIndex = at;
		const match = pattern.exec(text);
		if (match !== null) return { kind, text: match[0], at: at + 1 };
	}
	return undefined;
}
