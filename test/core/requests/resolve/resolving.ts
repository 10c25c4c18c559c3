/** Resolves request files in tests, from texts alone. */
import { parseProject } from '../../../../src/core/project/parseProject.ts';
import type { Connection } from '../../../../src/core/project/project.ts';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { environmentNamed, loadEnvironments } from '../../../../src/core/requests/resolve/environments.ts';
import type { RequestFiles } from '../../../../src/core/requests/resolve/requestFiles.ts';
import { resolveRequest } from '../../../../src/core/requests/resolve/resolveRequest.ts';
import type { ResolvedRequest } from '../../../../src/core/requests/resolve/resolveRequest.ts';

export interface Given {
	/** Of the block; the last one with a request. */
	readonly name?: string;
	readonly environment?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** By path; the request file lies in `/work/requests`. */
	readonly files?: Readonly<Record<string, string>>;
	/** `mls.token` → value */
	readonly secrets?: Readonly<Record<string, string>>;
	readonly processVariables?: 'kept';
}

const PROJECT = `version: 1
connections:
  mls: { source: spark }
  prague: { source: realpad, baseUrl: 'http://127.0.0.1:4010' }
  agency: { source: reapit, customer: SBOX }
`;

export function connectionNamed(name: string): Connection | undefined {
	return parseProject(PROJECT, '/work').project?.connections.get(name);
}

export function filesOf(files: Readonly<Record<string, string>>): RequestFiles {
	return {
		read: (path) => {
			const text = files[path];
			return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
		},
	};
}

export async function resolved(text: string, given: Given = {}): Promise<ResolvedRequest> {
	const document = parseRequests(text);
	const files = filesOf(given.files ?? {});
	const environments = await loadEnvironments('/work/requests', '/work', files);
	const block = document.blocks.findLast(
		({ request, title }) => request !== undefined && (given.name === undefined || title?.text === given.name),
	);
	return resolveRequest(document, block ?? document.blocks[0]!, {
		folder: '/work/requests',
		files,
		environment: environmentNamed(environments, given.environment),
		connectionNamed,
		env: given.env ?? {},
		secretsOf: ({ connection }) => ({ get: (field) => Promise.resolve(given.secrets?.[`${connection}.${field}`]) }),
		processVariables: given.processVariables,
	});
}
