/**
 * A text with filters in it: an `.rfilter` file, one expression alone, or a file of another language that holds some.
 * Everything in this folder works on it, in offsets of that text.
 */
import type { Dialect } from '../dialect.ts';
import { parseFilterFile } from '../filterFile.ts';
import type { Directive, FileExpression } from '../filterFile.ts';
import type { Edit, Fix } from '../findings.ts';
import { parse } from '../parse.ts';
import type { Parsed, Span } from '../syntax.ts';
import { OffsetMap } from './offsetMap.ts';

export interface FilterDocument {
	readonly text: string;
	readonly dialect: Dialect;
	readonly form: 'file' | 'expression' | 'yaml' | 'request';
	readonly sets: readonly FilterSet[];
}

/** Expressions that must all hold. */
export interface FilterSet extends Span {
	readonly name: Directive | undefined;
	/** `agency/properties`; without the connection where none is named. */
	readonly dataset: Directive | undefined;
	readonly expressions: readonly PlacedExpression[];
}

export interface PlacedExpression extends Span {
	readonly parsed: Parsed;
	readonly map: OffsetMap;
	/** Where typing goes into this expression: blanks behind it belong to it. */
	readonly region: Span;
	/** How the file writes what is inserted; as it is where it does not say. */
	readonly write?: ((text: string) => string) | undefined;
	/** Whether the file can hold a text there at all. */
	readonly accepts?: ((text: string) => boolean) | undefined;
	/** What begins another expression of the set behind this one; `undefined` where there can be none. */
	readonly separator: string | undefined;
	/** The query parameter that holds it, in a request. */
	readonly parameter?: Directive | undefined;
	/** Signs in an address that cut it short or mean something else, in offsets of the document. */
	readonly rawSigns?: readonly Span[] | undefined;
	/** Whether its characters cannot be told apart in the file, so that nothing within it can be changed. */
	readonly isReadOnly?: boolean | undefined;
}

export function readFilterFile(text: string, dialect: Dialect): FilterDocument {
	const sets = parseFilterFile(text, dialect).map((block) => ({
		start: block.start,
		end: block.end,
		name: block.name,
		dataset: block.dataset,
		expressions: block.expressions.map((expression) => placed(text, expression)),
	}));
	return { text, dialect, form: 'file', sets };
}

/** @param dataset  what it is meant for, where that is known */
export function readExpression(text: string, dialect: Dialect, dataset?: string): FilterDocument {
	const span = { start: 0, end: text.length };
	const map = OffsetMap.shifted(0, text.length);
	const expression = { ...span, parsed: parse(text, dialect), map, region: span, separator: undefined };
	const named = dataset === undefined ? undefined : { text: dataset, start: 0, end: 0 };
	return {
		text,
		dialect,
		form: 'expression',
		sets: [{ ...span, name: undefined, dataset: named, expressions: [expression] }],
	};
}

/** An edit of an expression as one of the document. */
export function editInDocument(expression: PlacedExpression, edit: Edit): Edit {
	return { ...expression.map.toFile(edit), text: textInDocument(expression, edit.text) };
}

/** A fix of an expression as one of the document; `undefined` where it needs another expression and there can be none. */
export function fixInDocument(expression: PlacedExpression, fix: Fix): Fix | undefined {
	const isSplit = fix.edits.some(({ text }) => text.includes('\n'));
	if (isSplit && expression.separator === undefined) return undefined;
	if (!fix.edits.every(({ text }) => canWrite(expression, text))) return undefined;
	return { ...fix, edits: fix.edits.map((edit) => editInDocument(expression, edit)) };
}

/** Whether something can be written within an expression. */
export function canWrite({ isReadOnly, accepts }: PlacedExpression, text: string): boolean {
	return isReadOnly !== true && (accepts?.(text) ?? true);
}

export function textInDocument({ separator, write }: PlacedExpression, text: string): string {
	const parts = text.split('\n').map((part) => (write === undefined ? part : write(part)));
	return parts.join(separator ?? ' ');
}

function placed(text: string, { start, end, offset, parsed }: FileExpression): PlacedExpression {
	const map = OffsetMap.shifted(offset, parsed.text.length);
	// A line of blanks alone below the expression goes on with it as soon as something is typed there.
	const behind = /^[ \t]*(?:\r?\n[ \t]+(?=\r?\n|$))?/.exec(text.slice(end, end + 1_000))?.[0] ?? '';
	return { start, end, parsed, map, region: { start, end: end + behind.length }, separator: '\n' };
}
