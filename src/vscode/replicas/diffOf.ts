/** The changes of a dataset's tables between two runs, as text. Carried out in a reader's thread. */
import type { ReplicaReader } from '../../core/replica/reader.ts';
import { ChangeTally, changeLine, changeObject } from '../../core/wording/diffText.ts';
import { newestRun } from '../../core/wording/pointInTime.ts';
import { counted } from '../../core/wording/quantities.ts';

export interface DiffOrder {
	readonly connection: string;
	readonly dataset: string;
	/** State before: after this run. */
	readonly from: number;
	/** State after; absent: as it is now. */
	readonly to?: number | undefined;
	readonly format: 'text' | 'json';
	/** Lines at most, of each table. */
	readonly limit: number;
}

const RUNS_LOOKED_AT = 10_000;

export function diffOf(reader: ReplicaReader, order: DiffOrder): string {
	const { dataset, from, to = newestRun(reader) } = order;
	const range = { from, to };
	return [dataset, ...relatedTables(reader, dataset, range)]
		.map((table) => tableDiff(reader, { ...order, dataset: table }, range))
		.join(order.format === 'text' ? '\n' : '');
}

interface Range {
	readonly from: number;
	readonly to: number;
}

/** Tables of relations that the dataset's own runs have changed. */
function relatedTables(reader: ReplicaReader, dataset: string, { from, to }: Range): readonly string[] {
	const runs = reader.runs(RUNS_LOOKED_AT, dataset).filter(({ id }) => id > from && id <= to);
	const changed = runs.flatMap(({ counts }) =>
		Object.entries(counts).filter(([, { inserted, updated, deleted }]) => inserted + updated + deleted > 0),
	);
	return [...new Set(changed.map(([table]) => table))].filter((table) => table !== dataset);
}

function tableDiff(reader: ReplicaReader, { connection, dataset, format, limit }: DiffOrder, range: Range): string {
	const tally = new ChangeTally();
	const lines: string[] = [];
	for (const change of reader.diff(dataset, range)) {
		tally.add(change);
		if (tally.total > limit) continue;
		lines.push(
			format === 'text'
				? changeLine(reader, dataset, change)
				: JSON.stringify(changeObject(connection, dataset, change), plain),
		);
	}
	const hidden = tally.total - limit;
	const more = hidden > 0 ? [`… and ${counted(hidden, 'more row')}`] : [];
	const all = format === 'text' ? [...lines, ...more, tally.text(`${connection}/${dataset}`)] : lines;
	return all.map((line) => `${line}\n`).join('');
}

/** Big integers become texts, because JSON readers would round them. */
function plain(_: string, value: unknown): unknown {
	return typeof value === 'bigint' ? String(value) : value;
}
