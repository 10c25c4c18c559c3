/** `freehold filter`: checks, formats, explains, evaluates Reapit's metadata filters, and turns them into SQL. */
import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../../core/errors.ts';
import { checkAll, isRefused } from '../../core/filter/check.ts';
import { reapitDialect } from '../../core/filter/dialect.ts';
import { explain } from '../../core/filter/explain.ts';
import type { FieldIndex } from '../../core/filter/fieldIndex.ts';
import { formatFilterFile, parseFilterFile } from '../../core/filter/filterFile.ts';
import type { Finding } from '../../core/filter/findings.ts';
import { parse } from '../../core/filter/parse.ts';
import { print } from '../../core/filter/print.ts';
import type { Parsed } from '../../core/filter/syntax.ts';
import { toSql } from '../../core/filter/toSql.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { ReplicaReader } from '../../core/replica/reader.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { EXIT_CODES } from '../exitCodes.ts';
import { counted } from '../../core/wording/quantities.ts';
import { openReader } from '../readStates.ts';

interface Given {
	readonly data?: string;
}

/** One additive set: of the arguments, or of a block of a file. */
interface FilterSet {
	readonly name: string | undefined;
	readonly dataset: string | undefined;
	readonly expressions: readonly { readonly parsed: Parsed; readonly line: number; readonly column: number }[];
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
		.description("Works with Reapit's metadata filter expressions, without asking the vendor.");
	for (const [name, { summary, work }] of Object.entries(VERBS)) {
		filter
			.command(name)
			.summary(summary)
			.description(`Takes expressions (all of them must hold) or an .rfilter file: ${summary}.`)
			.argument('<expression...>', 'expressions such as "metadata.city $eq \'London\'", or one .rfilter file')
			.option('--data <connection/dataset>', 'the replicated dataset that it is meant for')
			.action((texts: readonly string[], given: Given) =>
				run(async (context) => work(context, await readSets(context, texts), given, texts)),
			);
	}
}

async function runCheck(context: CommandContext, sets: readonly FilterSet[], given: Given): Promise<number> {
	const { output } = context;
	let refused = 0;
	let found = 0;
	for (const set of sets) {
		const index = await fieldsFor(context, set, given);
		const findings = checkAll(
			set.expressions.map(({ parsed }) => parsed),
			{ dialect: reapitDialect, index },
		);
		for (const [at, { parsed, line, column }] of set.expressions.entries()) {
			for (const finding of findings[at] ?? []) {
				found += 1;
				const place = { line, column: column + finding.start };
				if (output.options.json) await output.line({ type: 'finding', ...place, ...finding, expression: parsed.text });
				else output.say(findingText(finding, parsed, place, output));
			}
			if (isRefused(findings[at] ?? [])) refused += 1;
		}
	}
	if (found === 0) output.say(`${output.paint('green', '✓')} Nothing is wrong with it.`);
	return refused === 0 ? EXIT_CODES.done : EXIT_CODES.failed;
}

function findingText(
	{ code, severity, message, start, end, fixes }: Finding,
	{ text }: Parsed,
	{ line, column }: { readonly line: number; readonly column: number },
	output: CommandContext['output'],
): string {
	const colours = { error: 'red', warning: 'yellow', information: 'cyan' } as const;
	const head = `${line}:${column + 1} ${output.paint(colours[severity], severity)} ${code} ${message}`;
	const shown = text.replaceAll(/\s/g, ' ');
	const mark = ' '.repeat(start) + '^'.repeat(Math.max(1, end - start));
	const mend = fixes.map(({ title }) => `    → ${title}`);
	return [head, `    ${shown}`, `    ${mark}`, ...mend].join('\n');
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
	for (const { name, expressions } of sets) {
		const text = explain(
			expressions.map(({ parsed }) => parsed.filter),
			reapitDialect,
		);
		if (output.options.json) await output.line({ type: 'explanation', name, text });
		else await output.data(`${name === undefined ? '' : `${name}: `}${text}\n`);
	}
	return EXIT_CODES.done;
}

async function runEval(context: CommandContext, sets: readonly FilterSet[], given: Given): Promise<number> {
	const { output } = context;
	for (const set of sets) {
		const target = given.data ?? set.dataset;
		if (target === undefined) throw noData();
		const count = await withReplica(context, target, (reader, dataset) =>
			reader.countMatches(
				dataset,
				set.expressions.map(({ parsed }) => parsed),
			),
		);
		const { rows, matching, undecided } = count;
		if (output.options.json) await output.line({ type: 'matches', name: set.name, dataset: target, ...count });
		else {
			const doubt =
				undecided === 0 ? '' : `; ${counted(undecided, 'more row')} may, by a rule of the server that nobody knows`;
			await output.data(
				`${set.name === undefined ? '' : `${set.name}: `}matches ${matching} of ${counted(rows, 'row')} of ${target}${doubt}\n`,
			);
		}
	}
	return EXIT_CODES.done;
}

async function runSql({ output }: CommandContext, sets: readonly FilterSet[]): Promise<number> {
	for (const { expressions } of sets) {
		const target = { column: 'metadata', namesMayDiffer: false };
		const made = toSql(
			expressions.map(({ parsed }) => parsed),
			target,
			reapitDialect,
		);
		if (made === undefined) throw incomplete();
		if (output.options.json) await output.line({ type: 'sql', ...made });
		else await output.data(`${inlined(made.sql, made.params)}\n`);
	}
	return EXIT_CODES.done;
}

/** Parameters written into the text, so that it can be pasted into a query. */
function inlined(sql: string, params: readonly (string | number)[]): string {
	let next = 0;
	return sql.replaceAll(/'(?:[^']|'')*'|\?/g, (found) => {
		if (found !== '?') return found;
		const value = params[next++] ?? '';
		return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
	});
}

async function fieldsFor(context: CommandContext, set: FilterSet, given: Given): Promise<FieldIndex | undefined> {
	const target = given.data ?? set.dataset;
	if (target === undefined) return undefined;
	return withReplica(context, target, (reader, dataset) => reader.metadataFields(dataset));
}

async function withReplica<Result>(
	context: CommandContext,
	target: string,
	work: (reader: ReplicaReader, dataset: string) => Result,
): Promise<Result> {
	const { connection, dataset } = parseTarget(target);
	if (dataset === undefined) throw noData();
	const reader = await openReader(await openProject(context), connection);
	try {
		return work(reader, dataset);
	} finally {
		reader.close();
	}
}

async function readSets({ terminal }: CommandContext, texts: readonly string[]): Promise<readonly FilterSet[]> {
	const file = fileOf(texts);
	if (file === undefined) {
		const expressions = texts.map((text, index) => ({
			parsed: parse(text, reapitDialect),
			line: index + 1,
			column: 0,
		}));
		return [{ name: undefined, dataset: undefined, expressions }];
	}
	const text = await readText(resolve(terminal.cwd, file));
	return parseFilterFile(text, reapitDialect).map(({ name, dataset, expressions }) => ({
		name: name?.text,
		dataset: dataset?.text,
		expressions: expressions.map(({ parsed, start }) => {
			const before = text.slice(0, start).split('\n');
			return { parsed, line: before.length, column: before.at(-1)?.length ?? 0 };
		}),
	}));
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

function noData(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The filter cannot be evaluated',
		why: 'it is not said on which data',
		next: 'Name a replicated dataset: --data agency/properties, or a line `# @dataset agency/properties` in the file',
	});
}

function incomplete(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The filter cannot be turned into SQL',
		why: 'an expression is not complete',
		next: 'See what is missing with: freehold filter check',
	});
}
