/** Statuses: from which to which, and those of rows that came or went. */

export interface StatusFigures {
	readonly title: string;
	/** The most frequent first. `null`: none. */
	readonly transitions: readonly { readonly from: string | null; readonly to: string | null; readonly count: number }[];
	/** Statuses of new rows, the most frequent first. */
	readonly inserted: readonly StatusCount[];
	/** Statuses that rows had when they went. */
	readonly deleted: readonly StatusCount[];
	/** Changes beyond the number of different ones that are told apart. */
	readonly others: number;
}

export interface StatusCount {
	readonly value: string | null;
	readonly count: number;
}

/** No vendor has more; a column of free texts would. */
const MOST_DISTINCT = 1000;

export class StatusTally {
	readonly #title: string;
	readonly #counts = {
		inserted: new Map<string, number>(),
		updated: new Map<string, number>(),
		deleted: new Map<string, number>(),
	};
	#others = 0;

	constructor(title: string) {
		this.#title = title;
	}

	add(before: unknown, after: unknown, kind: 'inserted' | 'updated' | 'deleted'): void {
		const [from, to] = [statusOf(before), statusOf(after)];
		if (kind === 'updated' && from === to) return;
		const key = JSON.stringify(kind === 'updated' ? [from, to] : kind === 'inserted' ? to : from);
		const counts = this.#counts[kind];
		if (counts.size >= MOST_DISTINCT && !counts.has(key)) this.#others++;
		else counts.set(key, (counts.get(key) ?? 0) + 1);
	}

	figures(): StatusFigures {
		const transitions = byCount(this.#counts.updated).map(([key, count]) => {
			const [from, to] = JSON.parse(key) as [string | null, string | null];
			return { from, to, count };
		});
		const values = (counts: ReadonlyMap<string, number>): readonly StatusCount[] =>
			byCount(counts).map(([key, count]) => ({ value: JSON.parse(key) as string | null, count }));
		return {
			...{ title: this.#title, transitions, others: this.#others },
			...{ inserted: values(this.#counts.inserted), deleted: values(this.#counts.deleted) },
		};
	}
}

function statusOf(value: unknown): string | null {
	if (value === null || value === undefined || value === '') return null;
	return typeof value === 'string' ? value : JSON.stringify(value);
}

function byCount(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
	return [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}
