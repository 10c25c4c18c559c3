/** Finds what is wrong with the requests of a file before any of them is sent. */
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { directiveWord } from '../document/requestDocument.ts';
import { blockNotes } from '../document/portability.ts';
import { isReadingCall } from '../../sources/realpad/webServiceCalls.ts';
import { nearestName } from '../../sources/reapit/entities/nearestName.ts';
import type { CheckMemory } from './checkMemory.ts';
import { checkDirectives } from './checkDirectives.ts';
import { checkJsonBody } from './checkJsonBody.ts';
import { checkParameters } from './checkParameters.ts';
import { checkVariables } from './checkVariables.ts';
import type { RequestKnowledge } from './requestKnowledge.ts';
import { replacement, requestFinding } from './requestFindings.ts';
import type { RequestFinding } from './requestFindings.ts';
import { requestPlace, segments } from './requestPlace.ts';
import type { RequestPlace } from './requestPlace.ts';

/** @param memory  of the same file: what was found of a block is found again only when something of it has changed */
export function checkRequests(
	document: RequestDocument,
	knowledge: RequestKnowledge,
	memory?: CheckMemory,
): readonly RequestFinding[] {
	const names = new Set<string>();
	const ask = memory?.begin(document, knowledge);
	const found: RequestFinding[] = [];
	for (const block of document.blocks) {
		const find = (): readonly RequestFinding[] => checkBlock(document, block, knowledge);
		found.push(...checkName(block, names), ...(ask === undefined ? find() : ask(block, find)));
	}
	return found.sort((a, b) => a.start - b.start);
}

function checkBlock(
	document: RequestDocument,
	block: RequestBlock,
	knowledge: RequestKnowledge,
): readonly RequestFinding[] {
	return [
		...checkDirectives(block, knowledge),
		...checkVariables(document, block, knowledge),
		...checkRequest(document, block, knowledge),
		...blockNotes(document.text, block).map((note) => requestFinding('FH214', note, note.message)),
	];
}

function checkName(block: RequestBlock, names: Set<string>): readonly RequestFinding[] {
	const name = directiveWord(block, 'name');
	if (name === undefined) return [];
	if (names.has(name.text)) return [requestFinding('FH212', name, `Another request is called ${name.text} already`)];
	names.add(name.text);
	return [];
}

function checkRequest(
	document: RequestDocument,
	block: RequestBlock,
	knowledge: RequestKnowledge,
): readonly RequestFinding[] {
	const place = requestPlace(document, block, knowledge);
	if (place === undefined || (place.path.includes('{{') && place.operations.length === 0)) return [];
	const { connection, method, operation } = place;
	const isRead =
		/^(?:GET|HEAD|OPTIONS)$/.test(method) || (place.api.source === 'realpad' && isReadingCall(place.path.slice(1)));
	const readsOnly =
		connection?.isReadOnly === true && !isRead
			? [
					requestFinding(
						'FH207',
						block.request?.method ?? place.span,
						`${connection.name} is for reading only (readOnly in freehold.yaml)`,
					),
				]
			: [];
	if (operation === undefined) return [...readsOnly, ...checkPath(block, place)];
	return [...readsOnly, ...checkParameters(block, place, operation), ...checkJsonBody(block, operation)];
}

function checkPath(
	block: RequestBlock,
	{ api, operations, method, path, span }: RequestPlace,
): readonly RequestFinding[] {
	const [first] = operations;
	if (first !== undefined) {
		const verbs = [...new Set(operations.map((one) => one.method))];
		const at = block.request?.method ?? block.request?.address ?? span;
		const fixes =
			block.request?.method === undefined
				? []
				: verbs.map((verb) => replacement(`Make it ${verb}`, at, verb, verbs.length === 1));
		return [requestFinding('FH205', at, `${first.path} has no ${method}: it takes ${verbs.join(', ')}`, fixes)];
	}
	// Spark's native API is larger than what is known of it here.
	if (api.source === 'spark' && path.startsWith('/') && !isODataLike(path)) return [];
	const near = nearPath(
		api.operations.map((one) => one.path),
		path,
	);
	const message = `${api.source === 'reapit' ? 'Reapit' : api.source === 'spark' ? 'Spark' : 'Realpad'} has no path ${path || '/'}`;
	if (near === undefined) return [requestFinding('FH204', span, message)];
	return [
		requestFinding('FH204', span, `${message}: did you mean ${near}?`, [replacement(`Change to ${near}`, span, near)]),
	];
}

/** Names of RESO resources begin with a capital. */
function isODataLike(path: string): boolean {
	return /^\/[A-Z]/.test(path);
}

/** The path with the names that are nearest, and what stands in the places of ids kept. */
function nearPath(templates: readonly string[], path: string): string | undefined {
	const asked = segments(path);
	const sameLength = templates.map(segments).filter((template) => template.length === asked.length);
	for (const template of sameLength) {
		const parts = template.map((part, nth) => {
			const given = asked[nth] ?? '';
			return part.startsWith('{') ? given : nearestName(given, [part]);
		});
		if (parts.includes(undefined)) continue;
		const joined = `/${parts.join('/')}`;
		return path.endsWith('/') ? `${joined}/` : joined;
	}
	return undefined;
}
