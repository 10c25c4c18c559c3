/** Completes requests: methods, paths, parameters and their values, headers, directives, variables, fields of bodies. */
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { blockAt } from '../document/requestDocument.ts';
import { completeBody } from './completeBody.ts';
import { completeDirective } from './completeDirective.ts';
import { completeParameter } from './completeParameter.ts';
import { basesOf, completePath } from './completePath.ts';
import { item } from './requestCompletion.ts';
import type { RequestCompletions } from './requestCompletion.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';
import { directiveWord } from '../document/requestDocument.ts';
import { requestPlace } from './requestPlace.ts';

/** @returns `undefined` where there is nothing to offer, and where filters are completed by themselves */
export function completeRequest(
	document: RequestDocument,
	offset: number,
	knowledge: RequestKnowledge,
): RequestCompletions | undefined {
	const block = blockAt(document, offset);
	if (block === undefined) return undefined;
	const line = lineAt(document.text, offset);
	return (
		completeVariable(document, block, line, knowledge) ??
		completeDirective(line, knowledge) ??
		inRequest(document, block, line, knowledge)
	);
}

/** The line that the cursor stands in. */
export interface CursorLine {
	readonly start: number;
	/** What stands before the cursor. */
	readonly before: string;
	readonly after: string;
	readonly offset: number;
}

function lineAt(text: string, offset: number): CursorLine {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	const end = /\r?\n|$/.exec(text.slice(offset))?.index ?? 0;
	return { start, before: text.slice(start, offset), after: text.slice(offset, offset + end), offset };
}

function inRequest(
	document: RequestDocument,
	block: RequestBlock,
	line: CursorLine,
	knowledge: RequestKnowledge,
): RequestCompletions | undefined {
	const { request, body } = block;
	if (
		/^\s*[A-Za-z]*$/.test(line.before) &&
		(request === undefined || line.offset <= (request.method?.end ?? request.start))
	)
		return completeMethod(line);
	// A verb alone is read as an address.
	if (/^\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+$/i.test(line.before)) return beginnings(block, line, knowledge);
	if (request === undefined || line.offset < request.start) return undefined;
	const place = requestPlace(document, block, knowledge);
	const isBody = body !== undefined && line.offset >= body.start;
	if (isBody || isBehindHeaders(document.text, block, line)) return completeBody(document, block, line.offset, place);
	if (line.offset <= request.address.end && line.offset >= request.address.start)
		return completePath(block, line.offset, knowledge, place);
	const parameter = completeParameter(line, place);
	if (parameter !== undefined) return parameter;
	return line.offset > request.end ? completeHeader(line, place?.api.source) : undefined;
}

/** Of an address that is not begun. */
function beginnings(
	block: RequestBlock,
	{ offset, after }: CursorLine,
	{ connections = [] }: RequestKnowledge,
): RequestCompletions | undefined {
	const connection = connections.find(({ name }) => name === directiveWord(block, 'connection')?.text);
	const items =
		connection === undefined ? [] : basesOf(connection.api).map((text) => item('path', text, { opensNext: true }));
	return items.length === 0 ? undefined : { replace: { start: offset, end: offset + after.trimEnd().length }, items };
}

/** In an empty body there is no body yet: a blank line stands between. */
function isBehindHeaders(text: string, { request, headers }: RequestBlock, { start }: CursorLine): boolean {
	const last = headers.at(-1)?.end ?? request?.end ?? 0;
	return start > last && /\n[^\S\n]*\r?\n/.test(text.slice(last, start));
}

const METHODS: readonly (readonly [string, string])[] = [
	['GET', 'reads'],
	['POST', 'creates, or asks Realpad'],
	['PATCH', 'changes fields of a record'],
	['PUT', 'replaces'],
	['DELETE', 'deletes'],
	['HEAD', 'reads the headers alone'],
];

function completeMethod({ offset, before, after }: CursorLine): RequestCompletions {
	const word = /[A-Za-z]*$/.exec(before)?.[0] ?? '';
	const rest = /^[A-Za-z]*/.exec(after)?.[0] ?? '';
	const items = METHODS.map(([method, detail]) =>
		item('method', method, { detail, insertText: `${method} `, opensNext: true }),
	);
	return { replace: { start: offset - word.length, end: offset + rest.length }, items };
}

function completeVariable(
	{ text, blocks }: RequestDocument,
	block: RequestBlock,
	{ before, after, offset }: CursorLine,
	{ connections, environmentVariables }: RequestKnowledge,
): RequestCompletions | undefined {
	const open = /\{\{[^\S\n]*([\w.$-]*)$/.exec(before);
	if (open === null) return undefined;
	const [, word = ''] = open;
	const rest = /^[\w.$-]*/.exec(after)?.[0] ?? '';
	const isClosed = after.slice(rest.length).startsWith('}}');
	const connection = connections?.find(({ name }) => name === directiveWord(block, 'connection')?.text);
	const own = Object.entries(connection?.variables ?? {}).map(([name, detail]) => ({ name, detail }));
	const lines = blocks.flatMap(({ variables }) =>
		variables.map(({ name, value }) => ({ name: name.text, detail: text.slice(value.start, value.end) })),
	);
	const environment = environmentVariables.map((name) => ({ name, detail: 'environment' }));
	const all = new Map([...environment, ...own, ...lines].map((one) => [one.name, one]));
	const items = [...all.values()].map(({ name, detail }) =>
		item('variable', name, { detail, insertText: isClosed ? name : `${name}}}` }),
	);
	return { replace: { start: offset - word.length, end: offset + rest.length }, items };
}

const HEADERS: readonly (readonly [string, string])[] = [
	['Accept', 'application/json'],
	['Content-Type', 'application/json'],
	['If-Match', 'the ETag of the version that was read'],
	['If-Modified-Since', ''],
];

function completeHeader(
	{ before, after, offset }: CursorLine,
	source: string | undefined,
): RequestCompletions | undefined {
	const value = /^(content-type|accept):\s*(\S*)$/i.exec(before);
	if (value !== null) {
		const types = [
			'application/json',
			'application/x-www-form-urlencoded',
			'text/plain',
			'multipart/form-data; boundary=part',
		];
		const [, , word = ''] = value;
		return { replace: { start: offset - word.length, end: offset }, items: types.map((type) => item('value', type)) };
	}
	const [word] = /^[\w-]*$/.exec(before) ?? [];
	if (word === undefined) return undefined;
	const rest = /^[\w-]*/.exec(after)?.[0] ?? '';
	const own =
		source === 'reapit'
			? [['reapit-customer', 'added by the connection'] as const, ['api-version', 'added by the connection'] as const]
			: [];
	const items = [...HEADERS, ...own].map(([name, detail]) =>
		item('header', name, { detail, insertText: `${name}: `, opensNext: true }),
	);
	return { replace: { start: offset - word.length, end: offset + rest.length }, items };
}
