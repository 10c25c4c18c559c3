/** Turns a block of a request file into the request that it means, with everything filled in. */
import type { Span } from '../../filter/syntax.ts';
import type { Connection } from '../../project/project.ts';
import { blockName, directiveWord } from '../document/requestDocument.ts';
import type { HeaderLine, RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import type { PlainRequest } from '../plainRequest.ts';
import { RequestProblem } from '../requestProblem.ts';
import type { RequestProblemKind } from '../requestProblem.ts';
import { connectionVariables } from './connectionVariables.ts';
import type { Environment } from './environments.ts';
import { processVariableOf } from './processVariables.ts';
import type { SecretsOf } from './processVariables.ts';
import { hiddenValues } from './hiddenValues.ts';
import type { RequestFiles } from './requestFiles.ts';
import { resolveAddress } from './resolveAddress.ts';
import { resolveBody } from './resolveBody.ts';
import { Variables } from './variables.ts';
import type { VariableSources } from './variables.ts';

export interface ResolveOptions {
	/** The folder of the request file: names of files are relative to it. */
	readonly folder: string;
	readonly files: RequestFiles;
	readonly environment: Environment;
	/** The connection that `# @connection` names; `undefined` where there is none of that name. */
	readonly connectionNamed: (name: string) => Connection | undefined;
	/** Of the process. */
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Secrets of a connection: what `{{$env.FREEHOLD_MLS_TOKEN}}` of its own requests stands for. */
	readonly secretsOf: SecretsOf;
	/** Whether `{{$env.…}}` stays as it is: for code that reads it by itself. */
	readonly processVariables?: VariableSources['processVariables'] | undefined;
}

/** Something that was done differently from how it stands there, to be shown beside the request. */
export interface ResolveNote extends Span {
	readonly message: string;
}

export interface ResolvedRequest {
	/** As messages call it: its name, its title, or method and address. */
	readonly name: string;
	readonly request: PlainRequest;
	/** Through which it goes; `undefined`: straight to its address, with nothing but what stands in it. */
	readonly connection: Connection | undefined;
	/** Values of the process and of the private environment in it, masked wherever it is shown; its server is none. */
	readonly secrets: readonly string[];
	readonly notes: readonly ResolveNote[];
}

/** @throws RequestProblem with the place in the file; FreeholdError of a secret that cannot be had */
export async function resolveRequest(
	document: RequestDocument,
	block: RequestBlock,
	options: ResolveOptions,
): Promise<ResolvedRequest> {
	const name = blockName(document, block);
	const refuse = (kind: RequestProblemKind, span: Span, why: string, next: string): RequestProblem =>
		new RequestProblem(kind, span, document.text, { what: `${name} was not sent`, why, next });
	const { request } = block;
	if (request === undefined)
		throw refuse(
			'noRequest',
			block.unknown[0] ?? block.title ?? block,
			'it has no request line',
			'Write one: GET https://…',
		);
	const connection = connectionOf(block, options, refuse);
	const variables = new Variables(document, block, name, {
		environment: options.environment,
		connectionVariables: connection === undefined ? {} : connectionVariables(connection),
		processVariable: processVariableOf(connection, options, name),
		processVariables: options.processVariables ?? 'filled',
	});
	const { url, moved } = await resolveAddress(request, block, variables, {
		base: connection === undefined ? undefined : connectionVariables(connection).base,
		ordersFilters: connection?.source === 'reapit' || directiveWord(block, 'source')?.text === 'reapit',
		refuse: (why, next) => refuse('badAddress', request.address, why, next),
	});
	const headers: (readonly [string, string])[] = [];
	for (const header of block.headers) headers.push(await resolveHeader(header, variables, refuse));
	const body =
		block.body === undefined
			? undefined
			: await resolveBody(block.body, variables, {
					folder: options.folder,
					files: options.files,
					refuse: ({ path }, file) =>
						refuse('missingFile', path, `there is no file ${file}`, 'Name a file that is there'),
				});
	return {
		name,
		request: {
			method: request.method?.text.toUpperCase() ?? 'GET',
			url,
			headers,
			...(body === undefined ? {} : { body }),
		},
		connection,
		secrets: hiddenValues(variables.secrets, url),
		notes: moved.map(({ start, end, value }) => ({
			start,
			end,
			message: `${value} is sent behind the other filters: Reapit takes a list only as the last one`,
		})),
	};
}

type Refuse = (kind: RequestProblemKind, span: Span, why: string, next: string) => RequestProblem;

function connectionOf(block: RequestBlock, options: ResolveOptions, refuse: Refuse): Connection | undefined {
	const named = directiveWord(block, 'connection');
	if (named === undefined) return undefined;
	const connection = options.connectionNamed(named.text);
	if (connection !== undefined) return connection;
	throw refuse(
		'unknownConnection',
		named,
		`freehold.yaml has no connection '${named.text}'`,
		'Name one that it has, or add it',
	);
}

async function resolveHeader(
	header: HeaderLine,
	variables: Variables,
	refuse: Refuse,
): Promise<readonly [string, string]> {
	const value = await variables.expandText(header.value);
	// eslint-disable-next-line no-control-regex -- control characters are what it looks for (RFC 9110 §5.5)
	if (!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return [header.name.text, value];
	throw refuse(
		'badHeader',
		header.value,
		`the value of ${header.name.text} has more than one line, or control characters`,
		'Look at the variables in it',
	);
}
