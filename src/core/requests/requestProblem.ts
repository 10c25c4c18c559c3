/** What is wrong with a request as it is written, with its place in the file. Nothing was sent. */
import { FreeholdError } from '../errors.ts';
import type { ErrorDetails, Reason } from '../errors.ts';
import type { Span } from '../filter/syntax.ts';

/**
 * - `unknownVariable`, `variableCycle`, `variableTooLong`: what a `{{…}}` asks for
 * - `foreignVariable`: a form that other tools have; `foreignSecret`: a secret of another connection
 * - `noRequest`: the block asks for nothing; `badAddress`, `badMethod`, `badHeader`: what it asks for
 * - `missingFile`: `< file` cannot be read; `unknownConnection`: `@connection` names none
 * - `badDirective`: an `@expect` or `@limit` that says nothing known
 * - `unresolvedConflict`: the body holds conflict markers
 */
export type RequestProblemKind =
	| 'unknownVariable'
	| 'variableCycle'
	| 'variableTooLong'
	| 'foreignVariable'
	| 'foreignSecret'
	| 'noRequest'
	| 'badAddress'
	| 'badMethod'
	| 'badHeader'
	| 'missingFile'
	| 'unknownConnection'
	| 'badDirective'
	| 'unresolvedConflict';

export interface Place {
	/** 1-based. */
	readonly line: number;
	readonly column: number;
}

export class RequestProblem extends FreeholdError {
	readonly kind: RequestProblemKind;
	readonly span: Span;
	readonly place: Place;

	constructor(kind: RequestProblemKind, span: Span, text: string, details: ErrorDetails) {
		super('usage', details);
		this.kind = kind;
		this.span = span;
		this.place = placeOf(text, span.start);
	}

	override toJSON(): ErrorDetails & { readonly reason: Reason; readonly kind: string } & Place {
		return { ...super.toJSON(), kind: this.kind, ...this.place };
	}
}

/** The line and column of an offset. */
export function placeOf(text: string, offset: number): Place {
	let line = 1;
	let start = 0;
	// Counted, not split: of a file of thousands of requests each has its place told.
	for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
		line += 1;
		start = end + 1;
	}
	return { line, column: text.slice(start, offset).replace('\ufeff', '').length + 1 };
}
