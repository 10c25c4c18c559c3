/** What of a profile asks to be looked at. */
import type { TableColumnType } from '../table.ts';
import { isKeyName } from './keyNames.ts';
import type { ColumnProfile, FoundValue, KeyFacts, Outliers, ValueKind } from './profile.ts';
import type { ProfiledColumn, WholeProfile } from './wholeProfile.ts';

export type Finding =
	/** No row has a value. */
	| { readonly kind: 'empty'; readonly column: number }
	/** All rows have the same value. */
	| { readonly kind: 'constant'; readonly column: number; readonly value: FoundValue }
	/** Cells of other kinds than nearly all, or than the column's type. */
	| { readonly kind: 'mixed'; readonly column: number; readonly count: number; readonly kinds: readonly ValueKind[] }
	| {
			readonly kind: 'outliers';
			readonly column: number;
			readonly side: 'below' | 'above';
			readonly outliers: Outliers;
			readonly isEstimate: boolean;
	  }
	/** Cells that are none of the vendor's members. */
	| { readonly kind: 'outside'; readonly column: number; readonly facts: NonNullable<ColumnProfile['outside']> }
	/** Values that several rows have in a column that looks like a key. */
	| { readonly kind: 'repeated'; readonly column: number; readonly facts: KeyFacts };

/** Of so many cells of one kind among a hundred, the others are remarkable. */
const NEARLY_ALL = 0.95;

/** What the cells of a type may be. Text may be anything. */
const EXPECTED: Partial<Record<TableColumnType, readonly ValueKind[]>> = {
	integer: ['integer'],
	decimal: ['integer', 'decimal'],
	boolean: ['boolean'],
	date: ['date'],
	datetime: ['date', 'datetime'],
	instant: ['instant'],
};

/** In the order of the columns. */
export function findingsOf({
	rows,
	columns,
	keys,
}: Pick<WholeProfile, 'rows' | 'columns' | 'keys'>): readonly Finding[] {
	const repeated = new Map(keys.checked.map((facts) => [facts.column, facts]));
	return columns.flatMap((column) => {
		const facts = repeated.get(column.profile.column);
		const own = columnFindings(column, rows);
		if (facts === undefined || facts.repeated === 0) return own;
		return [...own, { kind: 'repeated' as const, column: facts.column, facts }];
	});
}

/** @param rows  that were looked at */
export function columnFindings({ name, type, profile }: ProfiledColumn, rows: number): readonly Finding[] {
	const { column, nulls, blanks, distinct, top, outside, numbers } = profile;
	if (rows > 0 && nulls + blanks === rows) return [{ kind: 'empty', column }];
	const findings: Finding[] = [];
	const [only] = top;
	if (distinct.count === 1 && only?.count === rows) findings.push({ kind: 'constant', column, value: only });
	const mixed = mixedOf(type, profile);
	if (mixed !== undefined) findings.push(mixed);
	for (const side of ['below', 'above'] as const) {
		const outliers = numbers?.outliers[side];
		const { isEstimate = false } = numbers ?? {};
		// Of numbers that things are called by, none is too large.
		if (outliers !== undefined && !isKeyName(name))
			findings.push({ kind: 'outliers', column, side, outliers, isEstimate });
	}
	if (outside !== undefined && outside.count > 0) findings.push({ kind: 'outside', column, facts: outside });
	return findings;
}

function mixedOf(type: TableColumnType, { column, kinds }: ColumnProfile): Finding | undefined {
	const all = kinds.reduce((sum, { count }) => sum + count, 0);
	const most = kinds[0];
	if (most === undefined) return undefined;
	const isNearlyAll = most.count < all && most.count >= NEARLY_ALL * all && most.kind !== 'text';
	const usual = EXPECTED[type] ?? (type === 'text' && isNearlyAll ? [most.kind] : undefined);
	if (usual === undefined) return undefined;
	const others = kinds.filter(({ kind }) => !usual.includes(kind));
	const count = others.reduce((sum, one) => sum + one.count, 0);
	return count === 0 ? undefined : { kind: 'mixed', column, count, kinds: others.map(({ kind }) => kind) };
}
