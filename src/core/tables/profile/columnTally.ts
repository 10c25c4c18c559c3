/** Gathers what is told of one column, cell by cell. */
import type { TableCell, TableColumn } from '../table.ts';
import { equalFilter } from './filterTexts.ts';
import { LengthTally } from './lengthTally.ts';
import { reportNumbers } from './numberFacts.ts';
import type { NumberReport, NumberSense } from './numberFacts.ts';
import { NumberTally } from './numberTally.ts';
import { OutsideTally } from './outsideTally.ts';
import type { ColumnProfile, FoundValue, KindCount, ValueKind } from './profile.ts';
import { timeOf } from './times.ts';
import { hashOf } from './valueHash.ts';
import { kindOf } from './valueKinds.ts';
import { ValueTally } from './valueTally.ts';
import type { Tallied } from './valueTally.ts';

/** How much of a column is kept while it is gathered: up to there everything is exact. */
export interface TallyLimits {
	readonly values: number;
	readonly numbers: number;
}

export const USUAL_LIMITS: TallyLimits = { values: 100_000, numbers: 1_048_576 };

const MOST_TOP = 12;
const MOST_CHARACTERS = 200;
/** Of a number that a double holds whole. */
const MOST_DIGITS = 15;

const SENSES: Partial<Record<TableColumn['type'], NumberSense>> = {
	...{ integer: 'number', decimal: 'number' },
	...{ date: 'day', datetime: 'moment', instant: 'moment' },
};

export class ColumnTally {
	readonly #column: number;
	readonly #type: TableColumn['type'];
	readonly #sense: NumberSense | undefined;
	readonly #values: ValueTally;
	readonly #numbers: NumberTally | undefined;
	readonly #lengths: LengthTally | undefined;
	readonly #outside: OutsideTally | undefined;
	readonly #kinds: Partial<Record<ValueKind, number>> = {};
	#nulls = 0;
	#blanks = 0;

	/** @param members  of the vendor's list, where it gives one */
	constructor(column: number, { type }: TableColumn, members: ReadonlySet<string> | undefined, limits: TallyLimits) {
		this.#column = column;
		this.#type = type;
		this.#sense = SENSES[type];
		this.#values = new ValueTally(limits.values);
		this.#numbers = this.#sense === undefined ? undefined : new NumberTally(limits.numbers);
		this.#lengths = type === 'text' || type === 'json' ? new LengthTally(limits.numbers) : undefined;
		this.#outside = members === undefined ? undefined : new OutsideTally(members, type === 'json');
	}

	add(cell: TableCell, rowid: number): void {
		if (cell === null) {
			this.#nulls += 1;
			return;
		}
		if (cell === '') {
			this.#blanks += 1;
			return;
		}
		const number = this.#numberOf(cell);
		if (number !== undefined) this.#numbers?.add(number);
		this.#values.add(hashOf(this.#told(cell, number)), rowid);
		// What could be read as its type is of it: no need to find out otherwise.
		const kind = number === undefined ? kindOf(cell, this.#type) : this.#numberKind(cell, number);
		this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1;
		if (typeof cell === 'string') this.#lengths?.add(cell.length);
		this.#outside?.add(String(cell));
	}

	/** @param cellOf  reads a cell of this column again */
	async profile(cellOf: (rowid: number) => TableCell): Promise<ColumnProfile> {
		const report = await this.#report();
		return {
			...{ column: this.#column, nulls: this.#nulls, blanks: this.#blanks },
			distinct: this.#values.distinct,
			top: this.#values.repeated(MOST_TOP).flatMap((tallied) => this.#found(tallied, cellOf)),
			kinds: kindCounts(this.#kinds),
			numbers: report?.facts,
			lengths: this.#lengths?.facts,
			histogram: report?.histogram ?? (await this.#lengths?.histogram()),
			outside: this.#outside?.facts,
		};
	}

	async #report(): Promise<NumberReport | undefined> {
		if (this.#numbers === undefined || this.#sense === undefined) return undefined;
		return reportNumbers(this.#numbers, this.#sense);
	}

	/** A row that was written meanwhile does not hold any more what was counted. */
	#found({ hash, count, rowid }: Tallied, cellOf: (rowid: number) => TableCell): readonly FoundValue[] {
		const cell = cellOf(rowid);
		if (cell === null || hashOf(this.#told(cell, this.#numberOf(cell))) !== hash) return [];
		const text = this.#type === 'boolean' && typeof cell === 'number' ? String(cell !== 0) : String(cell);
		return [{ value: text.slice(0, MOST_CHARACTERS).toWellFormed(), count, filter: equalFilter(text) }];
	}

	/** What tells a cell from others: a file may write a number in several ways. */
	#told(cell: NonNullable<TableCell>, number: number | undefined): NonNullable<TableCell> {
		if (typeof cell !== 'string' || number === undefined || this.#sense !== 'number') return cell;
		return cell.length <= MOST_DIGITS ? number : cell;
	}

	#numberKind(cell: NonNullable<TableCell>, number: number): ValueKind {
		if (this.#sense === 'number') return Number.isInteger(number) && this.#type === 'integer' ? 'integer' : 'decimal';
		const text = String(cell);
		if (text.length === 10) return 'date';
		return /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? 'instant' : 'datetime';
	}

	/** Numbers of more digits than a double has are text. */
	#numberOf(cell: NonNullable<TableCell>): number | undefined {
		if (this.#sense === undefined || typeof cell === 'boolean') return undefined;
		if (this.#sense !== 'number') return typeof cell === 'string' ? timeOf(cell) : undefined;
		const number = Number(cell);
		return Number.isFinite(number) ? number : undefined;
	}
}

function kindCounts(kinds: Readonly<Partial<Record<ValueKind, number>>>): readonly KindCount[] {
	const all = Object.entries(kinds) as [ValueKind, number][];
	return all.map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count);
}
