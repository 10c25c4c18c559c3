/** Completes `# @…`: directives, and what stands behind them. */
import type { CursorLine } from './completeRequest.ts';
import { item } from './requestCompletion.ts';
import type { RequestCompletion, RequestCompletions } from './requestCompletion.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';

const DIRECTIVES: readonly (readonly [name: string, detail: string, about: string])[] = [
	['name', 'what it is called', 'A name by which the request is run (`freehold http FILE --name …`) and shown.'],
	[
		'connection',
		'of freehold.yaml',
		'The connection of freehold.yaml that signs the request in, and whose limits it keeps. Secrets are added when it is sent.',
	],
	['source', 'realpad, reapit, spark', 'Whose API it is, where no connection is named.'],
	[
		'expect',
		'of the answer',
		'An assertion: `200`, `status 2xx`, `header content-type contains json`, `body.$.totalCount > 0`.',
	],
	['limit', 'rows or pages', 'Where *Run all pages* ends: `500`, `3 pages`.'],
	['type', 'of the records', 'Name of the type that is made of the answer.'],
	['note', 'for people', 'A note that is shown with the request.'],
];

const EXPECTATIONS: readonly (readonly [text: string, detail: string])[] = [
	['200', 'the status'],
	['status 2xx', 'any success'],
	['header content-type contains json', 'a header'],
	['body.$.totalCount > 0', 'a value of the body'],
	['body.$._embedded[0].id exists', 'that something is there'],
];

export function completeDirective(line: CursorLine, knowledge: RequestKnowledge): RequestCompletions | undefined {
	const { before, after, offset } = line;
	const value = /^\s*(?:#|\/\/)\s*@([\w-]+)\s+(.*)$/.exec(before);
	if (value !== null) {
		const [, name = '', word = ''] = value;
		const items = valuesOf(name, knowledge);
		return items.length === 0
			? undefined
			: { replace: { start: offset - word.length, end: offset + after.trimEnd().length }, items };
	}
	const [, word] = /^\s*(?:#|\/\/)\s*@([\w-]*)$/.exec(before) ?? [];
	if (word === undefined) return undefined;
	const rest = /^[\w-]*/.exec(after)?.[0] ?? '';
	const items = DIRECTIVES.map(([name, detail, about]) =>
		item('directive', name, { detail, about, insertText: `${name} `, opensNext: true }),
	);
	return { replace: { start: offset - word.length, end: offset + rest.length }, items };
}

function valuesOf(name: string, { connections = [] }: RequestKnowledge): readonly RequestCompletion[] {
	switch (name) {
		case 'connection':
			return connections.map(({ name: connection, source }) => item('connection', connection, { detail: source }));
		case 'source':
			return ['realpad', 'reapit', 'spark'].map((source) => item('value', source));
		case 'expect':
			return EXPECTATIONS.map(([text, detail]) => item('value', text, { detail }));
		default:
			return [];
	}
}

/** What a directive means, for whoever points at it. */
export function directiveAbout(name: string): string | undefined {
	return DIRECTIVES.find(([known]) => known === name)?.[2];
}
