/** What the demo tells at the end: what was fetched, what changed, where it lies, what to try next. */
import { relative } from 'node:path';
import type { DatasetResult } from '../core/jobs/events.ts';
import { replicaFile } from '../core/jobs/openConnection.ts';
import type { Project } from '../core/project/project.ts';
import { formatDuration } from '../core/project/duration.ts';
import { ReplicaReader } from '../core/replica/reader.ts';
import { changeText, rowName, summarizeChanges } from './changeSummary.ts';
import type { ChangeSummary } from './changeSummary.ts';
import type { CommandContext } from './context.ts';
import { currentRow } from './currentRow.ts';
import { commandName } from './places.ts';
import { bytes, count, counted } from './quantities.ts';
import { renderTable } from './table.ts';

const EXAMPLES_PER_TABLE = 4;

export interface DemoRuns {
	readonly project: Project;
	readonly connection: string;
	readonly first: readonly DatasetResult[];
	readonly second: readonly DatasetResult[];
	readonly firstMs: number;
	readonly secondMs: number;
	/** Size of the replica's file. */
	readonly fileBytes: number;
}

export function tellDemo(context: CommandContext, demo: DemoRuns): readonly ChangeSummary[] {
	const reader = new ReplicaReader(replicaFile(demo.project.dataFolder, demo.connection));
	try {
		const changes = changesBetween(reader, demo.first);
		tellFetched(context, demo);
		tellChanged(context, reader, changes);
		tellPlaces(context, demo);
		return changes;
	} finally {
		reader.close();
	}
}

function changesBetween(reader: ReplicaReader, first: readonly DatasetResult[]): readonly ChangeSummary[] {
	const from = Math.max(0, ...first.flatMap((result) => result.runs.map((run) => run.id)));
	const to = reader.runs(1)[0]?.id ?? from;
	return reader
		.datasets()
		.map((table) => summarizeChanges(table, reader.diff(table, { from, to }), EXAMPLES_PER_TABLE));
}

function tellFetched({ output }: CommandContext, { first, second, firstMs, secondMs }: DemoRuns): void {
	const rows = [first, second].map((results, i) => {
		const runs = results.flatMap((result) => result.runs);
		const sum = (pick: (run: (typeof runs)[number]) => number): number => runs.reduce((all, run) => all + pick(run), 0);
		const read = sum((run) => Object.values(run.counts).reduce((all, counts) => all + counts.read, 0));
		return [
			i === 0 ? 'first: everything' : 'second: changes and deletions',
			count(read),
			count(sum((run) => run.requests)),
			bytes(sum((run) => run.bytes)),
			formatDuration(i === 0 ? firstMs : secondMs),
		];
	});
	const titles = ['rows read', 'requests', 'received', 'took'].map((title) => ({ title, align: 'right' as const }));
	output.say(`\n${output.paint('bold', 'What was fetched')}`);
	tellTable(output, [{ title: 'run' }, ...titles], rows);
}

function tellChanged({ output }: CommandContext, reader: ReplicaReader, changes: readonly ChangeSummary[]): void {
	const states = new Map(reader.states().map((state) => [state.dataset, state.rows]));
	output.say(`\n${output.paint('bold', 'What changed between the two runs')}`);
	tellTable(
		output,
		[
			{ title: 'table' },
			...['rows now', 'new', 'changed', 'gone'].map((title) => ({ title, align: 'right' as const })),
		],
		changes.map((one) => [
			one.table,
			count(states.get(one.table) ?? rowCount(reader, one.table)),
			...[one.inserted, one.updated, one.deleted].map((value) => (value === 0 ? '–' : count(value))),
		]),
	);
	const examples = changes
		.flatMap(({ table, examples: some }) => some.map((change) => ({ table, change })))
		.filter(({ table }) => table === 'Property' || table === 'Member')
		.slice(0, EXAMPLES_PER_TABLE + 2);
	if (examples.length === 0) return;
	output.say('\nFor example:');
	for (const { table, change } of examples) {
		const row = change.kind === 'updated' ? currentRow(reader, table, change.key) : change.row;
		output.say(`  ${table} ${changeText(change, rowName(row, change.key))}`);
	}
}

function tellPlaces({ output, terminal }: CommandContext, { project, connection, fileBytes }: DemoRuns): void {
	const here = (path: string): string => {
		const shown = relative(terminal.cwd, path);
		return shown === '' ? '.' : shown.startsWith('..') ? path : shown;
	};
	const file = replicaFile(project.dataFolder, connection);
	output.say(`\n${output.paint('bold', 'Where it lies')}`);
	output.say(`  ${here(project.file)}  connections and jobs`);
	output.say(`  ${here(file)}  the replica, ${bytes(fileBytes)}: opens in any SQLite tool`);
	const freehold = commandName();
	const workspace = `--workspace ${quoted(here(project.root))}`;
	const sql =
		'SELECT City, count(*) AS listings, round(avg(ListPrice)) AS price FROM Property GROUP BY City ORDER BY listings DESC LIMIT 10';
	output.say(`\n${output.paint('bold', 'Try next')} (the sandbox is off now; these need no network)`);
	output.say(`  ${freehold} status ${workspace}`);
	output.say(`  ${freehold} query ${connection} "${sql}" ${workspace}`);
	output.say(`  ${freehold} diff ${connection}/Property ${workspace}`);
}

export function demoIntroduction({ output }: CommandContext, folder: string): void {
	output.say(output.paint('bold', 'Freehold demo'));
	output.say('A sandbox of the Spark API runs on this machine; nothing leaves it. It is replicated twice into');
	output.say(`${folder}: once in full, then only what changed.\n`);
}

function rowCount(reader: ReplicaReader, table: string): number {
	const [row] = reader.query(`SELECT count(*) FROM "${table.replaceAll('"', '""')}"`, { limit: 1 }).rows;
	return Number(row?.[0] ?? 0);
}

function tellTable(
	output: CommandContext['output'],
	...table: readonly [Parameters<typeof renderTable>[0], string[][]]
): void {
	for (const line of renderTable(...table, output.width - 2).lines) output.say(`  ${line}`);
}

function quoted(path: string): string {
	return /^[\w./-]+$/.test(path) ? path : `"${path}"`;
}

export function changesHeadline(changes: readonly ChangeSummary[]): string {
	const moved = changes.reduce((all, one) => all + one.inserted + one.updated + one.deleted, 0);
	return counted(moved, 'row');
}
