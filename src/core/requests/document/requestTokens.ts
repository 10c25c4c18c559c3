/** All of a request file as tokens, for colouring it: put together they are the text. */
import type { Span } from '../../filter/syntax.ts';
import type { RequestBlock, RequestDocument } from './requestDocument.ts';
import { variableReferences } from './variableReferences.ts';

export type RequestTokenKind =
	| 'separator'
	| 'title'
	| 'comment'
	| 'directiveName'
	| 'directiveValue'
	| 'variableName'
	| 'variableValue'
	| 'reference'
	| 'method'
	| 'address'
	| 'parameterName'
	| 'parameterValue'
	| 'version'
	| 'headerName'
	| 'headerValue'
	| 'body'
	| 'filePath'
	| 'foreign'
	| 'unknown'
	/** Blanks, line ends, and the signs between the others. */
	| 'between';

export interface RequestToken extends Span {
	readonly kind: RequestTokenKind;
}

export function requestTokens({ text, blocks }: RequestDocument): readonly RequestToken[] {
	const tokens: RequestToken[] = [];
	let at = 0;
	const add = (kind: RequestTokenKind, { start, end }: Span): void => {
		if (end <= start) return;
		if (start > at) tokens.push({ kind: 'between', start: at, end: start });
		tokens.push({ kind, start, end });
		at = end;
	};
	for (const part of blocks.flatMap((block) => partsOf(block))) {
		const holds = HOLD_REFERENCES.has(part.kind);
		for (const { start, end } of holds ? variableReferences(text.slice(part.start, part.end), part.start) : []) {
			add(part.kind, { start: Math.max(at, part.start), end: start });
			add('reference', { start, end });
		}
		add(part.kind, { start: Math.max(at, part.start), end: part.end });
	}
	if (at < text.length) tokens.push({ kind: 'between', start: at, end: text.length });
	return tokens;
}

const HOLD_REFERENCES: ReadonlySet<RequestTokenKind> = new Set<RequestTokenKind>([
	'variableValue',
	'address',
	'parameterName',
	'parameterValue',
	'headerValue',
	'body',
	'filePath',
]);

/** The smallest parts of a block, in order. */
function partsOf(block: RequestBlock): readonly RequestToken[] {
	const { separator, title, directives, comments, variables, request, headers, body, foreign, unknown } = block;
	const parts: RequestToken[] = [];
	const add = (kind: RequestTokenKind, span: Span | undefined): void => {
		if (span !== undefined) parts.push({ kind, start: span.start, end: span.end });
	};
	if (separator !== undefined) add('separator', { start: separator.start, end: title?.start ?? separator.end });
	add('title', title);
	for (const { name, value } of directives) {
		add('directiveName', name);
		add('directiveValue', value);
	}
	for (const comment of comments) add('comment', comment);
	for (const { name, value } of variables) {
		add('variableName', name);
		add('variableValue', value);
	}
	add('method', request?.method);
	add('address', request?.address);
	for (const { name, value } of request?.parameters ?? []) {
		add('parameterName', name);
		add('parameterValue', value);
	}
	add('version', request?.version);
	for (const { name, value } of headers) {
		add('headerName', name);
		add('headerValue', value);
	}
	for (const piece of body?.pieces ?? [])
		add(piece.kind === 'text' ? 'body' : 'filePath', piece.kind === 'text' ? piece : piece.path);
	for (const part of foreign) add('foreign', part);
	for (const part of unknown) add('unknown', part);
	return parts.sort((a, b) => a.start - b.start);
}
