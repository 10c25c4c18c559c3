/** One snapshot of a dataset as a file: read afresh from the source, complete or not there at all. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { FreeholdError } from '../errors.ts';
import { storableTypes } from '../formats/parquet/storableTypes.ts';
import type { Cell, FileFormat, RowStream, WriteOptions } from '../formats/rows.ts';
import { writeFileFormat } from '../formats/writeFileFormat.ts';
import { ReplicaReader } from '../replica/reader.ts';
import type { RunRecord } from '../replica/contract.ts';
import type { JobEvent } from './events.ts';
import type { Clock, Log } from '../outside.ts';
import type { Connection } from '../project/project.ts';
import { writeWholeFile } from '../wholeFile.ts';
import { openConnection, type ConnectionOutside } from './openConnection.ts';
import { replicate } from './replicate.ts';

const ROWS_IN_A_TURN = 2000;

export interface ExportOptions {
	readonly connection: Connection;
	readonly dataset: string;
	readonly format: FileFormat;
	readonly writing?: Pick<WriteOptions, 'guardFormulas' | 'createTable'> | undefined;
	/** The finished file; it appears under this name only when complete. */
	readonly file: string;
	readonly outside: ConnectionOutside & { readonly clock: Clock; readonly log: Log };
	readonly signal: AbortSignal;
	readonly onEvent: (event: JobEvent) => void;
}

export interface ExportResult {
	readonly file: string;
	readonly rows: number;
	readonly record: RunRecord | undefined;
}

/**
 * Reads the dataset through a replica of its own beside the target, so that paging, retries and duplicates are settled
 * before the first byte of the file is written.
 *
 * @throws FreeholdError as `replicate` does; `unavailable` where records are missing: a file with holes is not an export
 */
export async function exportDataset(options: ExportOptions): Promise<ExportResult> {
	const file = resolve(options.file);
	await mkdir(dirname(file), { recursive: true });
	const folder = await mkdtemp(join(dirname(file), '.freehold-export-'));
	try {
		const replicaFile = join(folder, 'export.sqlite');
		const record = await readAfresh(options, replicaFile);
		const rows = await writeFile(options, replicaFile, file, join(folder, 'export'));
		return { file, rows, record };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

async function readAfresh(options: ExportOptions, replicaFile: string): Promise<RunRecord | undefined> {
	const { connection, dataset, outside, signal, onEvent } = options;
	const opened = await openConnection(connection, replicaFile, outside);
	try {
		const [result] = await replicate({
			connection: connection.connection,
			source: opened.source,
			replica: opened.replica,
			datasets: [dataset],
			expand: [],
			mode: 'initial',
			purgeEveryMs: undefined,
			fullEveryMs: Infinity,
			purgeLimitPercent: 100,
			strictInitial: connection.source === 'spark' && connection.strictInitial,
			clock: outside.clock,
			log: outside.log,
			signal,
			onEvent,
		});
		const failure: unknown = result?.error;
		if (failure instanceof Error) throw failure;
		const record = result?.runs.at(-1);
		if (record?.outcome === 'gaps') {
			throw new FreeholdError('unavailable', {
				what: `${connection.connection}/${dataset} was not exported`,
				why: 'the vendor could not deliver some of its records, and a file with holes is not an export',
				next: 'Try again later, or replicate it: a replica keeps what there is and asks for the rest next time',
			});
		}
		return record;
	} finally {
		await opened.close();
	}
}

/** @returns rows written */
async function writeFile(options: ExportOptions, replicaFile: string, file: string, part: string): Promise<number> {
	const { connection, dataset, format, writing, signal, onEvent } = options;
	const onNote = (message: string): void =>
		onEvent({ type: 'warning', connection: connection.connection, dataset, message });
	const reader = ReplicaReader.open(replicaFile);
	try {
		const stream = reader.stream(dataset);
		const columns = stream.columns.map((name, nth) => ({ name, type: stream.types[nth] ?? 'text' }));
		const types =
			format === 'parquet'
				? await storableTypes(inTurns(reader.stream(dataset).rows, signal), columns, onNote)
				: stream.types;
		const counted = countRows({ ...stream, types });
		await writeWholeFile(file, writeFileFormat(format, counted.stream, { ...writing, name: dataset, onNote }), {
			...{ part, signal },
		});
		return counted.count();
	} finally {
		reader.close();
	}
}

/** Nothing is written while types are found: others have their turn all the same. */
async function* inTurns(rows: Iterable<readonly Cell[]>, signal: AbortSignal): AsyncGenerator<readonly Cell[]> {
	let count = 0;
	for (const row of rows) {
		yield row;
		if (++count % ROWS_IN_A_TURN !== 0) continue;
		await setImmediate();
		signal.throwIfAborted();
	}
}

function countRows(stream: RowStream): { readonly stream: RowStream; count(): number } {
	let rows = 0;
	async function* counting(): AsyncGenerator<readonly Cell[]> {
		for await (const row of stream.rows) {
			rows++;
			yield row;
		}
	}
	return { stream: { ...stream, rows: counting() }, count: () => rows };
}
