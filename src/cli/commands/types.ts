/** `freehold types`: types of records, for code. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { FreeholdError } from '../../core/errors.ts';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import { findConnection, parseTarget } from '../../core/project/targets.ts';
import { ReplicaReader } from '../../core/replica/reader.ts';
import { datasetTypes } from '../../core/types/datasetTypes.ts';
import type { NamedShape } from '../../core/types/datasetTypes.ts';
import { sampleTypes } from '../../core/types/sampleTypes.ts';
import { pascalName } from '../../core/types/typeNames.ts';
import { TYPE_LANGUAGES, typesText } from '../../core/types/typesText.ts';
import type { TypeLanguage } from '../../core/types/typesText.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { hasCode } from '../projectFiles.ts';

interface Given {
	readonly lang: TypeLanguage;
	readonly name?: string;
	readonly output?: string;
}

export function addTypes(program: Command, run: (action: Action) => void): void {
	program
		.command('types')
		.summary('types of records, for code')
		.description(
			'Writes the types of a dataset as its replicated records show them (what may be absent or null, what is text ' +
				"in spite of the vendor's words), or of a JSON or NDJSON file.",
		)
		.argument('<target>', 'CONNECTION/DATASET, or a .json or .ndjson file')
		.addOption(new Option('--lang <language>', 'language of the types').choices(TYPE_LANGUAGES).default('ts'))
		.option('--name <name>', "name of the record's type (default: the vendor's, or the dataset's)")
		.option('--output <file>', 'file to write instead of stdout')
		.action((target: string, given: Given) => run((context) => writeTypes(context, target, given)));
}

async function writeTypes(context: CommandContext, target: string, given: Given): Promise<number> {
	const { output } = context;
	const isFile = /\.(?:json|ndjson|jsonl)$/i.test(target);
	const types = isFile ? await typesOfFile(target, given.name) : await typesOfDataset(context, target, given.name);
	const text = await typesText(types, given.lang);
	if (given.output === undefined) await output.data(text);
	else {
		await writeFile(given.output, text);
		output.say(`${types.name} was written to ${given.output}.`);
	}
	return EXIT_CODES.done;
}

async function typesOfFile(file: string, name: string | undefined): Promise<NamedShape> {
	const text = await readFile(file, 'utf8').catch((cause: unknown): never => {
		if (!hasCode(cause, 'ENOENT')) throw cause;
		throw new FreeholdError('notFound', {
			what: `${file} was not found`,
			why: 'there is no file of that name',
			next: 'Name a file, or CONNECTION/DATASET',
			cause,
		});
	});
	return sampleTypes(text, name ?? pascalName(basename(file, extname(file))), basename(file));
}

async function typesOfDataset(context: CommandContext, target: string, name: string | undefined): Promise<NamedShape> {
	const project = await openProject(context);
	const { connection, dataset } = parseTarget(target);
	const { source } = findConnection(project, connection);
	if (dataset === undefined) {
		throw new FreeholdError('usage', {
			what: `'${target}' names no dataset`,
			why: 'types are those of the records of one dataset',
			next: `Name one, such as ${connection}/DATASET (freehold sources ${connection} lists them)`,
		});
	}
	const reader = ReplicaReader.openWhereAny(replicaFile(project.dataFolder, connection));
	try {
		return await datasetTypes(reader, { connection, source, dataset }, name);
	} finally {
		reader?.close();
	}
}
