/** What the demo tells at the end: what was fetched, what changed, where it lies, what to try next. */
import { relative } from 'node:path';
import { figuresOf } from '../core/changes/figuresOf.ts';
import { filesFolder } from '../core/jobs/backup/places.ts';
import { replicaFile } from '../core/jobs/replicaFile.ts';
import type { Project } from '../core/project/project.ts';
import { formatDuration } from '../core/project/duration.ts';
import type { RunRecord } from '../core/replica/contract.ts';
import { filesDataset } from '../core/replica/fileManifest.ts';
import { ReplicaReader } from '../core/replica/reader.ts';
import { changeText, rowName, summarizeChanges } from '../core/wording/changeSummary.ts';
import { tellingSentences } from '../core/wording/changeSentences.ts';
import type { ChangeSummary } from '../core/wording/changeSummary.ts';
import { englishWording } from '../core/wording/language.ts';
import type { CommandContext } from './context.ts';
import type { DemoPart } from './demoRun.ts';
import { readFileState } from '../core/replica/fileState.ts';
import { commandName } from './places.ts';
import { bytes, count } from '../core/wording/quantities.ts';
import { SANDBOX_NAMES } from './sandboxConnections.ts';
import { renderTable } from '../core/wording/table.ts';

/** Tables whose changes are worth an example, how many of each are shown, and the sandbox's columns that name a row. */
const EXAMPLES: ReadonlyMap<string, { readonly count: number; readonly named: readonly string[] }> = new Map([
	['Member', { count: 1, named: [] }],
	['Property', { count: 3, named: [] }],
	['products', { count: 3, named: ['unit', 'project'] }],
	['customers', { count: 1, named: ['name'] }],
	['contacts', { count: 2, named: [] }],
]);

export interface DemoRuns {
	readonly project: Project;
	readonly first: readonly DemoPart[];
	readonly second: readonly DemoPart[];
	/** Sizes of the replicas' files, by connection. */
	readonly replicas: Readonly<Record<string, number>>;
}

export interface DemoChange extends ChangeSummary {
	readonly connection: string;
	readonly rows: number;
	readonly exampleTexts: readonly string[];
	/** Prices and statuses. */
	readonly sentences: readonly string[];
}

export function tellDemo(context: CommandContext, demo: DemoRuns): readonly DemoChange[] {
	const changes = Object.keys(demo.replicas).flatMap((connection) => changesOf(demo, connection));
	tellFetched(context, demo);
	tellChanged(context, changes);
	tellPlaces(context, demo);
	return changes;
}

function changesOf({ project, first, second }: DemoRuns, connection: string): readonly DemoChange[] {
	const reader = new ReplicaReader(replicaFile(project.dataFolder, connection));
	try {
		const from = Math.max(0, ...runsOf(first, connection).map((run) => run.id));
		const to = reader.runs(1)[0]?.id ?? from;
		const tables = reader.datasets().map((table): DemoChange => {
			const { count: wanted, named } = EXAMPLES.get(table) ?? { count: 0, named: [] };
			const summary = summarizeChanges(table, reader.diff(table, { from, to }), wanted);
			const exampleTexts = summary.examples.map((change) => {
				const row = change.kind === 'updated' ? reader.row(table, change.key) : change.row;
				const name = named.map((column) => row?.[column]).filter((value) => typeof value === 'string');
				return changeText(change, name.length > 0 ? name.join(', ') : rowName(row, change.key));
			});
			const sentences = wanted === 0 ? [] : tellingSentences(figuresOf(reader, table, { from, to }), englishWording);
			return { ...summary, connection, rows: rowCount(reader, table), exampleTexts, sentences };
		});
		const files = readFileState(reader);
		if (files === undefined) return tables;
		const fetched = sum(runsOf(second, connection), ({ counts }) => counts[filesDataset]?.inserted ?? 0);
		const gone = sum(runsOf(second, connection), ({ counts }) => counts[filesDataset]?.deleted ?? 0);
		const counts = { inserted: fetched, updated: 0, deleted: gone, rows: files.stored };
		return [...tables, { ...counts, connection, table: filesDataset, examples: [], exampleTexts: [], sentences: [] }];
	} finally {
		reader.close();
	}
}

function runsOf(parts: readonly DemoPart[], connection?: string): readonly RunRecord[] {
	return parts
		.filter((part) => connection === undefined || part.connection === connection)
		.flatMap((part) => part.results.flatMap((result) => result.runs));
}

function tellFetched({ output }: CommandContext, { first, second }: DemoRuns): void {
	const rows = [first, second].flatMap((parts, i) =>
		parts.map((part) => {
			const runs = runsOf([part]);
			return [
				i === 0 ? 'first' : 'second',
				`${part.connection} ${part.what}`,
				count(sum(runs, (run) => fetchedBy(part, run))),
				count(sum(runs, (run) => run.requests)),
				bytes(sum(runs, (run) => run.bytes)),
				formatDuration(part.ms),
			];
		}),
	);
	const titles = ['rows or files', 'requests', 'received', 'took'].map((title) => ({ title, align: 'right' as const }));
	output.say(`\n${output.paint('bold', 'What was fetched')}`);
	tellTable(output, [{ title: 'run' }, { title: 'what' }, ...titles], rows);
	output.say('  (Realpad has no list of changes: its exports are always whole, and compared here.)');
}

/** Of files those that came, not those that were listed. */
function fetchedBy({ what }: DemoPart, { counts }: RunRecord): number {
	return sum(Object.values(counts), (one) => (what === 'files' ? one.inserted + one.updated : one.read));
}

function tellChanged({ output }: CommandContext, changes: readonly DemoChange[]): void {
	const isChanged = ({ inserted, updated, deleted }: DemoChange): boolean => inserted + updated + deleted > 0;
	output.say(`\n${output.paint('bold', 'What changed between the two runs')}`);
	tellTable(
		output,
		[
			{ title: 'table' },
			...['rows now', 'new', 'changed', 'gone'].map((title) => ({ title, align: 'right' as const })),
		],
		changes
			.filter(isChanged)
			.map(({ connection, table, rows, inserted, updated, deleted }) => [
				`${connection}/${table}`,
				count(rows),
				...[inserted, updated, deleted].map((value) => (value === 0 ? '–' : count(value))),
			]),
	);
	const same = changes.filter((change) => !isChanged(change));
	const rows = sum(same, (change) => change.rows);
	output.say(`  and ${same.length} tables with ${count(rows)} rows in which nothing changed. (_files: the files;`);
	output.say('  those that the vendor removed are kept and marked.)');
	const examples = [...EXAMPLES.keys()].flatMap((table) => changes.filter((change) => change.table === table));
	output.say('\nFor example:');
	for (const { table, sentences, exampleTexts } of examples) {
		for (const text of sentences) output.say(`  ${table}: ${text}`);
		for (const text of exampleTexts) output.say(`  ${table} ${text}`);
	}
}

function tellPlaces({ output, terminal }: CommandContext, { project, replicas }: DemoRuns): void {
	const here = (path: string): string => {
		const shown = relative(terminal.cwd, path);
		return shown === '' ? '.' : shown.startsWith('..') ? path : shown;
	};
	output.say(`\n${output.paint('bold', 'Where it lies')}`);
	output.say(`  ${here(project.file)}  connections and jobs`);
	for (const [name, size] of Object.entries(replicas)) {
		output.say(`  ${here(replicaFile(project.dataFolder, name))}  a replica, ${bytes(size)}: opens in any SQLite tool`);
	}
	output.say(`  ${here(filesFolder(project.dataFolder, SANDBOX_NAMES.realpad))}  the files, each one checked`);
	const freehold = commandName();
	const workspace = `--workspace ${quoted(here(project.root))}`;
	const sql =
		'SELECT City, count(*) AS listings, round(avg(ListPrice)) AS price FROM Property GROUP BY City ORDER BY listings DESC LIMIT 10';
	output.say(`\n${output.paint('bold', 'Try next')} (the sandbox is off now; these need no network)`);
	output.say(`  ${freehold} status ${workspace}`);
	output.say(`  ${freehold} query ${SANDBOX_NAMES.spark} "${sql}" ${workspace}`);
	output.say(`  ${freehold} diff ${SANDBOX_NAMES.realpad}/products ${workspace}`);
	const written = "SELECT forename, surname, mobilePhone, workPhone, email FROM contacts WHERE surname = 'Lovelace'";
	output.say(`  ${freehold} query ${SANDBOX_NAMES.reapit} "${written}" ${workspace}`);
}

export function demoIntroduction({ output }: CommandContext, folder: string): void {
	output.say(output.paint('bold', 'Freehold demo'));
	output.say('Sandboxes of Spark (listings), Realpad (development sales) and Reapit (an agency) run on this machine;');
	output.say(`nothing leaves it. All are replicated twice into ${folder}: once in full, then what changed.\n`);
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

function sum<T>(all: readonly T[], of: (one: T) => number): number {
	return all.reduce((total, one) => total + of(one), 0);
}
