/** How full columns are over time: rows and filled cells of each month of a column with times. */
import { asNumber, optionalText } from '../../replica/sql.ts';
import type { ProfiledRows } from './profileColumns.ts';
import type { CoverageFacts, MonthFacts } from './profile.ts';
import { walkRanges, wholeRange } from './rowWalk.ts';

/** Of longer times, months without rows are left out. */
const MOST_MONTHS = 600;
/** SQLite has no more columns than 2,000 in an answer; many sums at once are slow beyond that number of them. */
const TOGETHER = 200;

/** @throws the signal's reason */
export async function coverage(
	rows: ProfiledRows,
	{ column, columns }: { readonly column: number; readonly columns: readonly number[] },
	signal: AbortSignal,
): Promise<CoverageFacts> {
	let all = await coverageTogether(rows, column, columns.slice(0, TOGETHER), signal);
	for (let at = TOGETHER; at < columns.length; at += TOGETHER) {
		all = joined(all, await coverageTogether(rows, column, columns.slice(at, at + TOGETHER), signal));
	}
	return all;
}

async function coverageTogether(
	rows: ProfiledRows,
	column: number,
	columns: readonly number[],
	signal: AbortSignal,
): Promise<CoverageFacts> {
	const months = new Map<string, { rows: number; filled: number[] }>();
	const known = columns.filter((one) => one in rows.table.columns);
	const time = rows.table.written(column);
	// Lengths are known without reading the text.
	const filled = known.map((one, nth) => `total(octet_length(${rows.table.written(one)}) > 0) AS f${nth}`);
	const month = `CASE WHEN ${time} GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*' THEN substr(${time}, 1, 7) END AS m`;
	const question = { select: [month, 'count(*) AS n', ...filled].join(', '), group: '1' };
	await walkRanges(rows, question, wholeRange(rows.table), signal, ([name, count, ...counts]) => {
		const own = monthOf(optionalText(name));
		const sum = months.get(own) ?? { rows: 0, filled: known.map(() => 0) };
		sum.rows += asNumber(count);
		for (const [nth, one] of counts.entries()) sum.filled[nth] = (sum.filled[nth] ?? 0) + asNumber(one);
		months.set(own, sum);
	});
	const untimed = { count: months.get('')?.rows ?? 0 };
	months.delete('');
	const { name = '' } = rows.table.columns[column] ?? {};
	return { column, name, columns: known, months: inOrder(months, known.length), untimed };
}

/** Of the same rows and months. */
function joined(before: CoverageFacts, more: CoverageFacts): CoverageFacts {
	return {
		...before,
		columns: [...before.columns, ...more.columns],
		months: before.months.map((month, nth) => ({
			...month,
			filled: [...month.filled, ...(more.months[nth]?.filled ?? [])],
		})),
	};
}

/** Months between them that have no row are there as well. */
function inOrder(
	found: ReadonlyMap<string, { readonly rows: number; readonly filled: readonly number[] }>,
	columns: number,
): readonly MonthFacts[] {
	const names = [...found.keys()].sort();
	const [first, last] = [names[0], names.at(-1)];
	if (first === undefined || last === undefined) return [];
	const isLong = monthNumber(last) - monthNumber(first) >= MOST_MONTHS;
	const all = isLong
		? names
		: Array.from({ length: monthNumber(last) - monthNumber(first) + 1 }, (_, nth) =>
				monthName(monthNumber(first) + nth),
			);
	return all.map((month) => {
		const { rows, filled } = found.get(month) ?? { rows: 0, filled: Array<number>(columns).fill(0) };
		return { month, count: rows, filled, filter: rows === 0 ? undefined : `${month}..${month}` };
	});
}

/** Nothing for what is no month. */
function monthOf(text = ''): string {
	return /-(?:0[1-9]|1[0-2])$/.test(text) ? text : '';
}

function monthNumber(month: string): number {
	return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
}

function monthName(number: number): string {
	return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}
