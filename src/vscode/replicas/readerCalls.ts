/** What can be asked of a replica, as it is carried out in the reader's thread. Adding a question is adding a function here. */
import type { ChangeFigures } from '../../core/changes/changeFigures.ts';
import { figuresOf } from '../../core/changes/figuresOf.ts';
import { runFigures } from '../../core/changes/runFigures.ts';
import type { TableFigures } from '../../core/changes/runFigures.ts';
import { tableChanges } from '../../core/changes/tableChanges.ts';
import type { TableChange } from '../../core/changes/tableChanges.ts';
import type { FieldIndex } from '../../core/filter/fieldIndex.ts';
import type { Parsed } from '../../core/filter/syntax.ts';
import type { DatasetState, QueryResult, RunRecord } from '../../core/replica/contract.ts';
import { readFileState } from '../../core/replica/fileState.ts';
import type { FileState } from '../../core/replica/fileState.ts';
import type { FilterIndexing } from '../../core/replica/filterIndexes.ts';
import type { FilterCount } from '../../core/replica/filterRows.ts';
import type { RunRange } from '../../core/replica/pastState.ts';
import type { AttachedFile } from '../../core/replica/attachReplica.ts';
import type { ReplicaReader } from '../../core/replica/reader.ts';
import type { StoredTable } from '../../core/replica/storedTables.ts';
import type { SqlError } from '../../core/sqlText/errorPlace.ts';
import { statementErrors } from '../../core/sqlText/findings.ts';
import { readSqlFile } from '../../core/sqlText/statements.ts';
import { registerTableFunctions } from '../../core/tables/tableFunctions.ts';
import { rowHistoryLines } from '../../core/wording/rowHistoryText.ts';
import { diffOf } from './diffOf.ts';
import type { DiffOrder } from './diffOf.ts';

/** Badges are about the last few. */
const RUNS_LOOKED_AT = 500;

/** How many of a dataset's rows have no value, by column. */
export interface EmptyShares {
	readonly rows: number;
	readonly empty: Readonly<Record<string, number>>;
}

export const readerCalls = {
	states: (reader: ReplicaReader): readonly DatasetState[] => reader.states(),

	files: (reader: ReplicaReader): FileState | undefined => readFileState(reader),

	runs: (reader: ReplicaReader, limit: number, dataset?: string): readonly RunRecord[] => reader.runs(limit, dataset),

	run: (reader: ReplicaReader, id: number): RunRecord => reader.run(id),

	/** What the last runs have changed, the newest first. */
	changes: (reader: ReplicaReader): readonly TableChange[] => tableChanges(reader.runs(RUNS_LOOKED_AT)),

	runFigures: (reader: ReplicaReader, run: number, most: number): readonly TableFigures[] =>
		runFigures(reader, reader.run(run), most),

	figures: (reader: ReplicaReader, dataset: string, range: RunRange): ChangeFigures =>
		figuresOf(reader, dataset, range),

	rowHistory: (reader: ReplicaReader, target: string, dataset: string, key: string): readonly string[] =>
		rowHistoryLines(reader, target, dataset, key, Date.now()),

	runAt: (reader: ReplicaReader, time: number): number => reader.runAt(time),

	/** `null` where nothing was dropped. */
	historyStart: (reader: ReplicaReader): RunRecord | null => reader.historyStart() ?? null,

	diff: (reader: ReplicaReader, order: DiffOrder): string => diffOf(reader, order),

	query: (reader: ReplicaReader, sql: string, limit: number): QueryResult => reader.query(sql, { limit }),

	metadataFields: (reader: ReplicaReader, dataset: string): FieldIndex => reader.metadataFields(dataset),

	countMatches: (reader: ReplicaReader, dataset: string, filters: readonly Parsed[]): FilterCount =>
		reader.countMatches(dataset, filters),

	indexFor: (reader: ReplicaReader, dataset: string, filters: readonly Parsed[], count: FilterCount): FilterIndexing =>
		reader.indexFor(dataset, filters, count),

	tables: (reader: ReplicaReader): readonly StoredTable[] => reader.tables(),

	/** What SQLite says of statements of a text, each by its number. Nothing is run. */
	sqlErrors: (
		reader: ReplicaReader,
		attached: readonly AttachedFile[],
		text: string,
		numbers: readonly number[],
	): readonly (readonly SqlError[])[] => {
		const preparing = reader.openPreparing({ attached, register: registerTableFunctions });
		try {
			const { statements } = readSqlFile(text);
			return numbers.map((number) => {
				const statement = statements[number - 1];
				return statement === undefined ? [] : statementErrors(statement, (sql) => preparing.prepare(sql));
			});
		} finally {
			preparing.close();
		}
	},

	emptyShares: (reader: ReplicaReader, dataset: string, columns: readonly string[]): EmptyShares => {
		const counts = columns.map((column) => `count(nullif(${quoted(column)}, ''))`);
		const { rows } = reader.query(`SELECT ${['count(*)', ...counts].join(', ')} FROM ${quoted(dataset)}`, { limit: 1 });
		const [total = 0, ...filled] = (rows[0] ?? []).map(Number);
		return { rows: total, empty: Object.fromEntries(columns.map((name, nth) => [name, total - (filled[nth] ?? 0)])) };
	},
} as const;

export type ReaderCalls = typeof readerCalls;
export type ReaderCall = keyof ReaderCalls;

/** Without the reader, which each question gets in its thread. */
export type ArgumentsOf<Call extends ReaderCall> =
	Parameters<ReaderCalls[Call]> extends [ReplicaReader, ...infer Rest] ? Rest : never;
export type ResultOf<Call extends ReaderCall> = ReturnType<ReaderCalls[Call]>;

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
