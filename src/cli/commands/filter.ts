/** `freehold filter`: checks, formats, explains, evaluates Reapit's metadata filters, and turns them into SQL. */
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { reapitDialect } from '../../core/filter/dialect.ts';
import type { FieldIndex } from '../../core/filter/fieldIndex.ts';
import type { FindingCode } from '../../core/filter/findings.ts';
import { formatFilterFile } from '../../core/filter/filterFile.ts';
import { print } from '../../core/filter/print.ts';
import { withSchema } from '../../core/filter/schemaFields.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { ReplicaReader } from '../../core/replica/reader.ts';
import { describedFields } from '../../core/sources/reapit/metadata/describedFields.ts';
import { MetadataSchemas } from '../../core/sources/reapit/metadata/metadataSchemas.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import {
	checkSet,
	explanationOf,
	findingText,
	inlined,
	matchesText,
	named,
	setOfExpressions,
	setsOfFile,
	sqlOf,
} from '../../core/wording/filterText.ts';
import type { FilterSet } from '../../core/wording/filterText.ts';
import { withReapit } from '../openReapit.ts';
import { openReader } from '../readStates.ts';
import { addCustomer } from '../reapitTarget.ts';
import type { GivenCustomer } from '../reapitTarget.ts';

interface Given {
	readonly data?: string;
}

interface GivenCheck extends Given, GivenCustomer {
	/** `agency/survey` */
	readonly schema?: string;
}

type Verb = (
	context: CommandContext,
	sets: readonly FilterSet[],
	given: Given,
	texts: readonly string[],
) => Promise<number>;

const VERBS: Readonly<Record<string, { readonly summary: string; readonly work: Verb }>> = {
	check: { summary: 'say what is wrong with it, and how to mend it', work: runCheck },
	format: { summary: 'print it as it should be written', work: runFormat },
	explain: { summary: 'say in plain English what it selects', work: runExplain },
	eval: { summary: 'count what it matches in the replica (--data)', work: runEval },
	sql: { summary: 'print the SQL condition that does the same', work: runSql },
};

export function addFilter(program: Command, run: (action: Action) => void): void {
	const filter = program
		.command('filter')
		.summary("Reapit's metadata filters: check, format, explain, eval, sql")
		.description("Works with Reapit's metadata filter expressions; only --schema asks the vendor.");
	for (const [name, { summary, work }] of Object.entries(VERBS)) {
		const verb = filter
			.command(name)
			.summary(summary)
			.description(`Takes expressions (all of them must hold) or an .rfilter file: ${summary}.`)
			.argument('<expression...>', 'expressions such as "metadata.city $eq \'London\'", or one .rfilter file')
			.option('--data <connection/dataset>', 'the replicated dataset that it is meant for')
			.action((texts: readonly string[], given: Given) =>
				run(async (context) => work(context, await readSets(context, texts), given, texts)),
			);
		if (name === 'check')
			addCustomer(verb).option(
				'--schema <connection/type>',
				'ask Reapit for the schema of an entity type, and check against its fields too',
			);
	}
}

async function runCheck(context: CommandContext, sets: readonly FilterSet[], given: GivenCheck): Promise<number> {
	const { output } = context;
	const described = await describedFor(context, given);
	let refused = 0;
	let found = 0;
	for (const set of sets) {
		const data = await fieldsFor(context, set, given);
		const index = data === undefined || described === undefined ? (data ?? described) : withSchema(data, described);
		const checked = checkSet(set, index);
		for (const placed of checked.findings) {
			found += 1;
			const { finding, parsed, line, column } = placed;
			if (output.options.json)
				await output.line({ type: 'finding', line, column, ...finding, expression: parsed.text });
			else output.say(findingText(placed, output));
		}
		refused += checked.refused;
	}
	if (found === 0) output.say(`${output.paint('green', '✓')} Nothing is wrong with it.`);
	return refused === 0 ? EXIT_CODES.done : EXIT_CODES.failed;
}

async function runFormat(
	{ output, terminal }: CommandContext,
	sets: readonly FilterSet[],
	_: Given,
	texts: readonly string[],
): Promise<number> {
	const file = fileOf(texts);
	const lines = sets.flatMap(({ expressions }) => expressions.map(({ parsed }) => `${print(parsed, reapitDialect)}\n`));
	await output.data(
		file === undefined
			? lines.join('')
			: formatFilterFile(await readFile(resolve(terminal.cwd, file), 'utf8'), reapitDialect),
	);
	return EXIT_CODES.done;
}

async function runExplain({ output }: CommandContext, sets: readonly FilterSet[]): Promise<number> {
	for (const set of sets) {
		const text = explanationOf(set);
		if (output.options.json) await output.line({ type: 'explanation', name: set.name, text });
		else await output.data(`${named(set, text)}\n`);
	}
	return EXIT_CODES.done;
}

/** A field that no record has, criteria of another type: nothing matches, and nobody would see why. */
const MATCH_NOTHING: ReadonlySet<FindingCode> = new Set<FindingCode>(['FH150', 'FH152']);

async function runEval(context: CommandContext, sets: readonly FilterSet[], given: Given): Promise<number> {
	const { output } = context;
	for (const set of sets) {
		const target = given.data ?? set.dataset;
		if (target === undefined) throw noData();
		const filters = set.expressions.map(({ parsed }) => parsed);
		await withReplica(context, target, async (reader, dataset) => {
			const { findings } = checkSet(set, reader.metadataFields(dataset));
			for (const placed of findings.filter(({ finding }) => MATCH_NOTHING.has(finding.code)))
				output.say(findingText(placed, output));
			const count = reader.countMatches(dataset, filters);
			if (output.options.json) await output.line({ type: 'matches', name: set.name, dataset: target, ...count });
			else await output.data(`${named(set, matchesText(count, target))}\n`);
			reader.indexFor(dataset, filters, count);
		});
	}
	return EXIT_CODES.done;
}

async function runSql({ output }: CommandContext, sets: readonly FilterSet[]): Promise<number> {
	for (const set of sets) {
		const made = sqlOf(set);
		if (output.options.json) await output.line({ type: 'sql', ...made });
		else await output.data(`${inlined(made)}\n`);
	}
	return EXIT_CODES.done;
}

async function fieldsFor(context: CommandContext, set: FilterSet, given: Given): Promise<FieldIndex | undefined> {
	const target = given.data ?? set.dataset;
	if (target === undefined) return undefined;
	return withReplica(context, target, (reader, dataset) => reader.metadataFields(dataset));
}

async function describedFor(context: CommandContext, given: GivenCheck): Promise<FieldIndex | undefined> {
	if (given.schema === undefined) return undefined;
	const { connection, dataset: entityType } = parseTarget(given.schema);
	if (entityType === undefined) throw noType(given.schema);
	return withReapit(context, connection, given.customer, ({ api }) =>
		describedFields(new MetadataSchemas(api), entityType, context.signal),
	);
}

async function withReplica<Result>(
	context: CommandContext,
	target: string,
	work: (reader: ReplicaReader, dataset: string) => Result | Promise<Result>,
): Promise<Result> {
	const { connection, dataset } = parseTarget(target);
	if (dataset === undefined) throw noData();
	const reader = await openReader(await openProject(context), connection);
	try {
		return await work(reader, dataset);
	} finally {
		reader.close();
	}
}

async function readSets({ terminal }: CommandContext, texts: readonly string[]): Promise<readonly FilterSet[]> {
	const file = fileOf(texts);
	if (file === undefined) return [setOfExpressions(texts)];
	return setsOfFile(await readText(resolve(terminal.cwd, file)));
}

function fileOf(texts: readonly string[]): string | undefined {
	const [only] = texts;
	return texts.length === 1 && only?.endsWith('.rfilter') === true ? only : undefined;
}

async function readText(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (cause) {
		throw new FreeholdError('usage', {
			what: `The filters in ${file} could not be read`,
			why: cause instanceof Error ? cause.message : String(cause),
			next: 'Name an .rfilter file that exists, or give the expression itself',
			cause,
		});
	}
}

function noType(given: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `The schema ${given} cannot be asked for`,
		why: 'it is not said of which entity type',
		next: 'Name connection and type: --schema agency/survey',
	});
}

function noData(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The filter cannot be evaluated',
		why: 'it is not said on which data',
		next: 'Name a replicated dataset: --data agency/properties, or a line `# @dataset agency/properties` in the file',
	});
}
