/** `freehold scaffold`: a starter integration with a connection. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { findConnection } from '../../core/project/targets.ts';
import { ReplicaReader } from '../../core/replica/reader.ts';
import { scaffold } from '../../core/requests/scaffold/scaffold.ts';
import { scaffoldTypes } from '../../core/requests/scaffold/scaffoldTypes.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { hasCode } from '../projectFiles.ts';

interface Given {
	readonly output?: string;
}

export function addScaffold(program: Command, run: (action: Action) => void): void {
	program
		.command('scaffold')
		.summary('a starter integration with a connection')
		.description(
			'Writes a TypeScript project that talks to the vendor by itself: a typed client, a sync loop, tests against ' +
				'the sandbox, and for Reapit a receiver of signed webhooks. It holds no secrets and needs no Freehold.',
		)
		.argument('<connection>', 'connection of freehold.yaml')
		.argument('[datasets...]', 'what it is about (default: what is replicated)')
		.option('--output <folder>', 'folder to write into (default: CONNECTION-integration); has to be new or empty')
		.action((connection: string, datasets: readonly string[], given: Given) =>
			run((context) => writeScaffold(context, connection, datasets, given)),
		);
}

async function writeScaffold(
	context: CommandContext,
	name: string,
	datasets: readonly string[],
	given: Given,
): Promise<number> {
	const { output, terminal } = context;
	const project = await openProject(context);
	const connection = findConnection(project, name);
	const folder = resolve(terminal.cwd, given.output ?? `${name}-integration`);
	await checkEmpty(folder);
	const reader = ReplicaReader.openWhereAny(replicaFile(project.dataFolder, name));
	try {
		const types = await scaffoldTypes(reader, connection, datasets);
		const files = scaffold({ connection, types });
		for (const { path, text } of files) {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), text, { flag: 'wx' });
		}
		for (const { path } of files) await output.data(`${path}\n`);
		output.say(`An integration about ${types.map(({ dataset }) => dataset).join(', ')} was written to ${folder}.`);
		output.say('Next: fill in .env (see .env.example), npm install, npm run sync');
		return EXIT_CODES.done;
	} finally {
		reader?.close();
	}
}

async function checkEmpty(folder: string): Promise<void> {
	const found = await readdir(folder).catch((error: unknown): readonly string[] => {
		if (hasCode(error, 'ENOENT')) return [];
		throw error;
	});
	if (found.length === 0) return;
	throw new FreeholdError('usage', {
		what: 'Nothing was written',
		why: `${folder} is not empty`,
		next: 'Name another folder with --output',
	});
}
