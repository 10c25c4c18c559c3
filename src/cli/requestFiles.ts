/** Reads the request files of a command line, and chooses the requests that are meant. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { FreeholdError } from '../core/errors.ts';
import { nearest } from '../core/project/problems.ts';
import type { Project } from '../core/project/project.ts';
import { parseRequests } from '../core/requests/document/parseRequests.ts';
import { blockName } from '../core/requests/document/requestDocument.ts';
import type { RequestBlock, RequestDocument } from '../core/requests/document/requestDocument.ts';
import { environmentNamed, loadEnvironments } from '../core/requests/resolve/environments.ts';
import { diskFiles } from '../core/requests/resolve/requestFiles.ts';
import type { ResolveOptions } from '../core/requests/resolve/resolveRequest.ts';
import { runnableBlocks } from '../core/requests/run/runBlock.ts';
import type { CommandContext } from './context.ts';
import type { Network } from './network.ts';

export interface ChosenFile {
	/** As the user named it. */
	readonly file: string;
	readonly document: RequestDocument;
	readonly blocks: readonly RequestBlock[];
	readonly resolve: ResolveOptions;
}

interface Choice {
	/** Of requests; empty: all. */
	readonly names: readonly string[];
	readonly environment: string | undefined;
}

/** @throws FreeholdError `usage` where a file cannot be read, or nothing in it is meant */
export async function readRequestFiles(
	{ terminal }: CommandContext,
	files: readonly string[],
	project: Project | undefined,
	network: Network,
	{ names, environment }: Choice,
): Promise<readonly ChosenFile[]> {
	const read: ChosenFile[] = [];
	for (const file of files) {
		const path = resolve(terminal.cwd, file);
		const document = parseRequests(await readText(path, file));
		const folder = dirname(path);
		const environments = await loadEnvironments(folder, project?.root, diskFiles);
		read.push({
			file,
			document,
			blocks: runnableBlocks(document).filter((block) => isNamed(document, block, names)),
			resolve: {
				...{ folder, files: diskFiles, env: terminal.env },
				environment: environmentNamed(environments, environment),
				connectionNamed: (name) => project?.connections.get(name),
				secretsOf: (connection) => network.outsideOf(connection).secrets,
			},
		});
	}
	if (read.every(({ blocks }) => blocks.length === 0)) throw nothingMeant(read, names);
	return read;
}

function isNamed(document: RequestDocument, block: RequestBlock, names: readonly string[]): boolean {
	return names.length === 0 || names.includes(blockName(document, block)) || names.includes(block.title?.text ?? '');
}

function nothingMeant(files: readonly ChosenFile[], names: readonly string[]): FreeholdError {
	const known = files.flatMap(({ document }) => runnableBlocks(document).map((block) => blockName(document, block)));
	const near = nearest(names[0] ?? '', known);
	const next = near === undefined ? `Choose one of: ${known.join(', ')}` : `Did you mean '${near}'?`;
	return new FreeholdError('usage', {
		what: 'Nothing was sent',
		why: names.length === 0 ? 'there is no request in it' : `no request is called ${names.join(' or ')}`,
		next: known.length === 0 ? 'Write one: GET https://…' : next,
	});
}

async function readText(path: string, name: string): Promise<string> {
	try {
		return await readFile(path, 'utf8');
	} catch (cause) {
		throw new FreeholdError('usage', {
			what: `${name} could not be read`,
			why: cause instanceof Error ? cause.message : String(cause),
			next: 'Name a request file that exists',
			cause,
		});
	}
}
