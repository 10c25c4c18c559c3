/** The changes of a dataset's tables between two runs, as text. Carried out in a reader's thread. */
import { figuresOf } from '../../core/changes/figuresOf.ts';
import { relatedTables } from '../../core/changes/relatedTables.ts';
import type { RunRange } from '../../core/replica/pastState.ts';
import type { ReplicaReader } from '../../core/replica/reader.ts';
import { changeSentences } from '../../core/wording/changeSentences.ts';
import { ChangeTally, changeLine, changeObject } from '../../core/wording/diffText.ts';
import { newestRun } from '../../core/wording/pointInTime.ts';
import { englishWording } from '../../core/wording/language.ts';
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

export function diffOf(reader: ReplicaReader, order: DiffOrder): string {
	const { dataset, from, to = newestRun(reader) } = order;
	const range = { from, to };
	return relatedTables(reader, dataset, range)
		.map((table) => tableDiff(reader, { ...order, dataset: table }, range))
		.join(order.format === 'text' ? '\n' : '');
}

function tableDiff(reader: ReplicaReader, { connection, dataset, format, limit }: DiffOrder, range: RunRange): string {
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
	// The first sentence counts, as the tally does.
	const [, ...told] = format === 'text' ? changeSentences(figuresOf(reader, dataset, range), englishWording) : [];
	const all = format === 'text' ? [...lines, ...more, tally.text(`${connection}/${dataset}`), ...told] : lines;
	return all.map((line) => `${line}\n`).join('');
}

/** Big integers become texts, because JSON readers would round them. */
function plain(_: string, value: unknown): unknown {
	return typeof value === 'bigint' ? String(value) : value;
}
