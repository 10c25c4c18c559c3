/** Reads through a table a slice of row ids at a time, so that others have their turn and what is found early is there early. */
import { asText, optionalNumber } from '../replica/sql.ts';
import { hasNul } from './foldedText.ts';
import type { Guard } from './guard.ts';
import type { NulFreeTexts, Span } from './nulFreeTexts.ts';
import type { NulFreeCondition, SqlCondition, SqlTable } from './table.ts';
import { turn } from './turn.ts';

/** Long enough to be worth it, short enough for nobody to notice. */
const SLICE_MS = 30;
const FIRST_IDS = 2000;
/** Where rows were found to go quickly, a slice grows by no more than this. */
const LARGEST_STEP = 4;

interface Slice {
	readonly ids: readonly number[];
	readonly isMarked: boolean;
}

/**
 * The row ids that a condition lets through, in their own order.
 *
 * @param texts  what is known of the table's texts, and what is found out about them
 * @throws the signal's reason; FreeholdError `query` where a regular expression does not come to an end
 */
export async function* scanRows(
	table: SqlTable,
	condition: SqlCondition,
	texts: NulFreeTexts,
	guard: Guard,
	signal: AbortSignal,
): AsyncGenerator<readonly number[], void, undefined> {
	const { db, from } = table;
	table.follow?.();
	const [first, last] = ['min', 'max'].map((end) =>
		optionalNumber(Object.values(db.prepare(`SELECT ${end}(rowid) FROM ${from}`).get() ?? {})[0]),
	);
	if (first === undefined || last === undefined) return;
	let ids = FIRST_IDS;
	for (let at = first; at <= last;) {
		const begin = performance.now();
		const end = at + ids;
		table.follow?.();
		yield guard.run(condition, () => sliceOf(table, condition, texts, [at, end]));
		await turn();
		signal.throwIfAborted();
		at = end;
		ids = Math.ceil(ids * Math.min(LARGEST_STEP, SLICE_MS / Math.max(1, performance.now() - begin)));
	}
}

function sliceOf(table: SqlTable, condition: SqlCondition, texts: NulFreeTexts, span: Span): readonly number[] {
	const { nulFree } = condition;
	const found = nulFree === undefined ? undefined : nulFreeSlice(table, nulFree, texts, span);
	return found ?? read(table, condition, span).ids;
}

/** @returns `undefined` where more has to be asked, because a text has or may have a NUL */
function nulFreeSlice(
	table: SqlTable,
	condition: NulFreeCondition,
	texts: NulFreeTexts,
	span: Span,
): readonly number[] | undefined {
	const { text, sql, params } = condition;
	const { version } = texts;
	switch (texts.isFree(text, span)) {
		case true: {
			const { ids } = read(table, condition, span);
			return texts.version === version ? ids : undefined;
		}
		case false:
			return undefined;
		case undefined: {
			// Rows with a NUL are let through, to be seen.
			const nul = hasNul(text);
			const { ids, isMarked } = read(table, { sql: `${sql} OR ${nul}`, params }, span, nul);
			if (isMarked) texts.addNul(text);
			else texts.add(text, span);
			return isMarked ? undefined : ids;
		}
	}
}

/** @param mark  whether it is so for any of the rows that are let through is told beside their ids */
function read({ db, from }: SqlTable, condition: SqlCondition, [first, end]: Span, mark?: string): Slice {
	const [marked, isMarked] = mark === undefined ? ['', ''] : [`, ${mark} AS m`, ', max(m) AS isMarked'];
	const found = db
		.prepare(
			`SELECT json_group_array(r) AS ids${isMarked} FROM (SELECT rowid AS r${marked} FROM ${from} WHERE rowid >= ? AND rowid < ? AND (${condition.sql}) ORDER BY rowid)`,
		)
		.get(first, end, ...condition.params);
	return { ids: JSON.parse(asText(found?.ids)) as number[], isMarked: found?.isMarked === 1 };
}
