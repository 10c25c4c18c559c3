/** Counts what changes have in common: prices that moved and how far, statuses and what became of them. */
import { hiddenColumn, insertedRun } from '../replica/columnLayout.ts';
import { isSame } from '../replica/diff.ts';
import type { StoredChange, StoredRow } from '../replica/pastState.ts';
import { isBookkeeping, roleColumns } from './columnRoles.ts';
import type { NamedColumn, RoleColumn } from './columnRoles.ts';
import { PriceTally } from './priceTally.ts';
import type { PriceFigures } from './priceTally.ts';
import { StatusTally } from './statusTally.ts';
import type { StatusFigures } from './statusTally.ts';

/** Plain data. */
export interface ChangeFigures {
	readonly inserted: number;
	readonly updated: number;
	readonly deleted: number;
	readonly prices: readonly PriceFigures[];
	readonly statuses: readonly StatusFigures[];
	/** How many rows were changed in a column, the most first; without bookkeeping. */
	readonly columns: readonly { readonly name: string; readonly count: number }[];
}

interface Tally {
	add(before: unknown, after: unknown, kind: 'inserted' | 'updated' | 'deleted'): void;
}

export class FigureCounter {
	readonly #counts = { inserted: 0, updated: 0, deleted: 0 };
	readonly #columns = new Map<string, number>();
	readonly #prices: PriceTally[] = [];
	readonly #statuses: StatusTally[] = [];
	readonly #tallies: readonly { readonly of: RoleColumn; readonly tally: Tally }[];

	constructor(columns: readonly NamedColumn[]) {
		this.#tallies = roleColumns(columns).map((of) => {
			const tally = of.role === 'price' ? new PriceTally(of.title) : new StatusTally(of.title);
			if (tally instanceof PriceTally) this.#prices.push(tally);
			else this.#statuses.push(tally);
			return { of, tally };
		});
	}

	add({ before, after }: StoredChange): void {
		if (before === undefined && after === undefined) return;
		const kind = before === undefined ? 'inserted' : after === undefined ? 'deleted' : 'updated';
		if (kind === 'updated' && !this.#countColumns(before, after)) return;
		this.#counts[kind]++;
		for (const { of, tally } of this.#tallies) {
			const [was, now] = [before?.[of.column] ?? null, after?.[of.column] ?? null];
			// Nested values are only looked into where they differ.
			if (kind !== 'updated' || !isSame(was, now)) tally.add(valueAt(was, of.path), valueAt(now, of.path), kind);
		}
	}

	figures(): ChangeFigures {
		const columns = [...this.#columns].map(([name, count]) => ({ name, count }));
		return {
			...this.#counts,
			prices: this.#prices.map((tally) => tally.figures()).filter(({ changed }) => changed > 0),
			statuses: this.#statuses.map((tally) => tally.figures()),
			columns: columns.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
		};
	}

	/** @returns whether any column differs: a row may have been changed and changed back */
	#countColumns(before: StoredRow | undefined, after: StoredRow | undefined): boolean {
		let differs = false;
		for (const [name, value] of Object.entries(after ?? {})) {
			if (name === insertedRun || isSame(before?.[name] ?? null, value)) continue;
			differs = true;
			if (name === hiddenColumn || isBookkeeping(name)) continue;
			this.#columns.set(name, (this.#columns.get(name) ?? 0) + 1);
		}
		return differs;
	}
}

function valueAt(stored: StoredRow[string], path: readonly string[]): unknown {
	if (path.length === 0) return stored;
	return path.reduce<unknown>((value, name) => {
		return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : null;
	}, nestedIn(stored));
}

function nestedIn(stored: StoredRow[string]): unknown {
	try {
		return typeof stored === 'string' ? JSON.parse(stored) : null;
	} catch {
		// A column that once held plain text is not JSON throughout.
		return null;
	}
}
