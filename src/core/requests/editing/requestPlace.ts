/** Which API a request goes to, and which of its operations are meant. */
import type { Span } from '../../filter/syntax.ts';
import type { SourceName } from '../../project/project.ts';
import { realpadOrigin } from '../../sources/realpad/realpadSettings.ts';
import { connectOrigin, platformOrigin } from '../../sources/reapit/reapitHosts.ts';
import { directiveWord } from '../document/requestDocument.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { variableReferences } from '../document/variableReferences.ts';
import { variableOf } from '../resolve/variables.ts';
import type { Api, ApiOperation } from './api.ts';
import type { KnownConnection, RequestKnowledge } from './requestKnowledge.ts';

export interface RequestPlace {
	readonly api: Api;
	readonly connection: KnownConnection | undefined;
	readonly method: string;
	/** Of the API, without its base: `/contacts/OXF1`. May hold variables. */
	readonly path: string;
	/** Where the path stands in the text; empty where a variable holds all of it. */
	readonly span: Span;
	/** Operations at this path, whatever their method; the one without variables in its path first. */
	readonly operations: readonly ApiOperation[];
	/** The one of its method. */
	readonly operation: ApiOperation | undefined;
}

/** @returns `undefined` where nobody can tell whose request it is */
export function requestPlace(
	document: RequestDocument,
	block: RequestBlock,
	knowledge: RequestKnowledge,
): RequestPlace | undefined {
	const { request } = block;
	if (request === undefined) return undefined;
	const connection = connectionOf(block, knowledge);
	const { text, start, end } = request.address;
	const address = expanded(document, block, connection, text);
	const api = connection?.api ?? apiOf(block, address, knowledge);
	if (api === undefined) return undefined;
	const full = pathIn(address);
	const path = withoutBase(full, api);
	if (path === undefined) return undefined;
	// What is written out: the end of the text that is also the end of the path.
	const written = commonEnd(text, path);
	const method = request.method?.text.toUpperCase() ?? 'GET';
	const operations = operationsAt(api, path);
	return {
		...{ api, connection, method, path, operations },
		span: { start: Math.max(start, end - written), end },
		operation: operations.find((one) => one.method === method),
	};
}

function connectionOf(block: RequestBlock, { connections }: RequestKnowledge): KnownConnection | undefined {
	const named = directiveWord(block, 'connection')?.text;
	return named === undefined ? undefined : connections?.find(({ name }) => name === named);
}

function apiOf(block: RequestBlock, address: string, { connections, apis }: RequestKnowledge): Api | undefined {
	const said = directiveWord(block, 'source')?.text;
	if (said !== undefined) return Object.hasOwn(apis, said) ? apis[said as SourceName] : undefined;
	const origin = URL.parse(address)?.origin;
	if (origin === undefined) return undefined;
	const known = connections?.find(({ variables }) => variables.base === origin);
	const vendor = vendorAt(origin);
	return known?.api ?? (vendor === undefined ? undefined : apis[vendor]);
}

/** The vendors' own hosts. */
export function vendorAt(origin: string): SourceName | undefined {
	if (origin === platformOrigin || origin === connectOrigin) return 'reapit';
	if (origin === realpadOrigin) return 'realpad';
	return /^https:\/\/(?:[\w-]+\.)*(?:sparkapi|sparkplatform)\.com$/.test(origin) ? 'spark' : undefined;
}

const MOST_ROUNDS = 5;

/** With the variables of the file and of the connection filled in, as far as they are known. */
function expanded(
	document: RequestDocument,
	block: RequestBlock,
	connection: KnownConnection | undefined,
	text: string,
): string {
	let address = text;
	for (let round = 0; round < MOST_ROUNDS && address.includes('{{'); round++) {
		for (const { start, end, name, kind } of variableReferences(address).toReversed()) {
			const value = kind === 'variable' ? valueOf(document, block, connection, name.text) : undefined;
			if (value !== undefined) address = address.slice(0, start) + value + address.slice(end);
		}
	}
	return address;
}

function valueOf(
	document: RequestDocument,
	block: RequestBlock,
	connection: KnownConnection | undefined,
	name: string,
): string | undefined {
	const line = variableOf(document, block, name);
	if (line !== undefined) return line.value.text;
	return connection !== undefined && Object.hasOwn(connection.variables, name) ? connection.variables[name] : undefined;
}

/** Behind the host; a variable at the beginning that nobody knows is taken for one. */
function pathIn(address: string): string {
	return /^(?:[a-z][\w+.-]*:\/\/[^/]*|\{\{[^}]*\}\})?(\/.*)?$/i.exec(address)?.[1] ?? '';
}

function withoutBase(path: string, { bases }: Api): string | undefined {
	const base = bases
		.toSorted((a, b) => b.length - a.length)
		.find((one) => path.toLowerCase().startsWith(one.toLowerCase()) && /^(?:$|\/)/.test(path.slice(one.length)));
	return base === undefined ? undefined : path.slice(base.length);
}

function commonEnd(text: string, path: string): number {
	let length = 0;
	while (length < Math.min(text.length, path.length) && text.at(-1 - length) === path.at(-1 - length)) length++;
	return length;
}

/** What is kept of an API between questions: files of thousands of requests ask for the same few paths. */
interface Paths {
	readonly templates: readonly Template[];
	readonly found: Map<string, readonly ApiOperation[]>;
}

interface Template {
	readonly operation: ApiOperation;
	readonly segments: readonly string[];
	readonly variables: number;
}

const MOST_KEPT = 10_000;
const kept = new WeakMap<Api, Paths>();

/** As the vendors compare them: whatever the case, with a slash at the end or without. */
export function operationsAt(api: Api, path: string): readonly ApiOperation[] {
	const paths: Paths = kept.get(api) ?? { templates: api.operations.map(templateOf), found: new Map() };
	kept.set(api, paths);
	const before = paths.found.get(path);
	if (before !== undefined) return before;
	const asked = segments(path);
	const matching = paths.templates.filter((template) => matches(template.segments, asked));
	const fewest = Math.min(...matching.map(({ variables }) => variables));
	const operations = matching.filter(({ variables }) => variables === fewest).map(({ operation }) => operation);
	if (paths.found.size >= MOST_KEPT) paths.found.clear();
	paths.found.set(path, operations);
	return operations;
}

function templateOf(operation: ApiOperation): Template {
	const parts = segments(operation.path);
	return { operation, segments: parts, variables: parts.filter((part) => part.includes('{')).length };
}

export function segments(path: string): readonly string[] {
	return path.split('/').filter((part) => part !== '');
}

function matches(template: readonly string[], asked: readonly string[]): boolean {
	return (
		template.length === asked.length &&
		template.every((part, nth) => {
			const given = asked[nth] ?? '';
			// `Property('2010…')`
			if (part.endsWith('({key})')) return given.startsWith(part.slice(0, -6)) && given.endsWith(')');
			return part.startsWith('{') || given.startsWith('{{') || part.toLowerCase() === given.toLowerCase();
		})
	);
}
