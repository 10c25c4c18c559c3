/** What changed in a table between two runs, a line for each row: what `freehold diff` prints and the editor shows. */
import type { RowChange } from '../replica/contract.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import { oneLine } from './cellText.ts';
import { changeText, rowName } from './changeSummary.ts';

const SIGNS = { inserted: '+', updated: '~', deleted: '−' } as const;

/** `~ 1042  12 High Street: ListPrice 250,000 → 240,000` */
export function changeLine(reader: ReplicaReader, dataset: string, change: RowChange): string {
	const row = change.kind === 'updated' ? reader.row(dataset, change.key) : change.row;
	const name = rowName(row, change.key);
	const known = name === change.key ? name : `${change.key}  ${name}`;
	return oneLine(`${SIGNS[change.kind]} ${changeText(change, known)}`);
}

/** The same as an object, for programs. */
export function changeObject(connection: string, dataset: string, change: RowChange): object {
	return { type: 'change', connection, dataset, ...change };
}

export class ChangeTally {
	readonly #counts = { inserted: 0, updated: 0, deleted: 0 };

	add({ kind }: RowChange): void {
		this.#counts[kind]++;
	}

	get total(): number {
		const { inserted, updated, deleted } = this.#counts;
		return inserted + updated + deleted;
	}

	/** The line that ends a diff. @param target  `mls/Property` */
	text(target: string): string {
		const { inserted, updated, deleted } = this.#counts;
		return `${target}: ${inserted} new, ${updated} changed, ${deleted} gone`;
	}
}
