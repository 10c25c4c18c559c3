/** What can be asked of an open table. Adding a question is adding a function here. */
import type { Arrangement } from './arrangement.ts';
import { CopyText } from './copyText.ts';
import { exportTable } from './exportTable.ts';
import { findCell } from './findCell.ts';
import { formattedText } from './formattedText.ts';
import { rowImages } from './links/rowImages.ts';
import { rowLinks } from './links/rowLinks.ts';
import type { RowLink } from './links/rowLinks.ts';
import type { OpenTable } from './openTable.ts';
import { plotFields } from './plots/plotFields.ts';
import { plotOf } from './plots/plotOf.ts';
import { coverage } from './profile/coverage.ts';
import { checkKeys, keptKey } from './profile/keyFacts.ts';
import { profileColumns, rowsOf } from './profile/profileColumns.ts';
import type { TableCell, TableColumn } from './table.ts';
import type {
	TableFailure,
	TableProgress,
	TableQuestion,
	TableQuestions,
	WindowCell,
	WindowValue,
} from './tableMessages.ts';
import { selectStatement } from './selectStatement.ts';
import { shownRows } from './shownRows.ts';
import type { ListedRows } from './tableView.ts';

/** Longer texts are cut in windows: no screen shows more of a cell. */
const SHOWN_CHARACTERS = 1000;
const MOST_CHARACTERS = 512 * 1024 * 1024;
/** Nothing that leads elsewhere is longer. */
const LINK_CHARACTERS = 100_000;
const MOST_WINDOW_ROWS = 1000;

/** What answers are made from. */
export interface TableWork {
	table(): OpenTable;
	version(): number;
	arrange(arrangement: Arrangement): Promise<void>;
	/** Why there are no more rows. */
	failure(): TableFailure | undefined;
	/** Waits until all rows are read and in their order. */
	settled(signal: AbortSignal): Promise<void>;
}

type Answerers = {
	readonly [Name in TableQuestion]: (
		work: TableWork,
		ask: TableQuestions[Name]['ask'],
		signal: AbortSignal,
		tell: (progress: TableProgress) => void,
	) => TableQuestions[Name]['answer'] | Promise<TableQuestions[Name]['answer']>;
};

export const tableAnswers: Answerers = {
	rows: (work, { offset, count, columns }) => {
		const { view } = work.table();
		const most = Math.min(count, MOST_WINDOW_ROWS);
		const before = view.before(offset, most);
		const rows = view
			.window(offset, most, SHOWN_CHARACTERS, columns)
			.map((row, nth) => row?.map((cell, at) => changedCell(before?.[nth]?.[columns?.[at] ?? at], cell)) ?? null);
		return { version: work.version(), offset, rows };
	},

	arrange: async (work, arrangement) => {
		await work.arrange(arrangement);
		return undefined;
	},

	cell: (work, { row, column }) => work.table().view.window(row, 1, MOST_CHARACTERS, [column])[0]?.[0] ?? null,

	find: (work, ask, signal) => {
		const { table, view } = work.table();
		return findCell(table, view.listed(), ask, signal);
	},

	select: (work, ask) => selectStatement(work.table().table, ask),

	key: (work, { row }) => work.table().view.key(row) ?? null,

	links: (work, { row }) => linksOf(work.table(), row),

	images: (work, { row }) => {
		const open = work.table();
		const db = open.dataset === undefined ? undefined : open.table.db;
		return rowImages(db, namedCells(open, row), linksOf(open, row));
	},

	copy: async (work, { rows, columns, withHeaders, format }, signal) => {
		const open = work.table();
		const selected = selectedRows(open, rows, columns, signal);
		if (format !== undefined) {
			const shownColumns = columns.map(
				(column): TableColumn => open.table.columns[column] ?? { name: '', type: 'text' },
			);
			return formattedText(format, shownColumns, selected);
		}
		const text = new CopyText();
		if (withHeaders) text.add(columns.map((column) => open.table.columns[column]?.name ?? ''));
		for await (const row of selected) text.add(row);
		return text.text;
	},

	plotFields: (work) => plotFields(work.table().table),

	plot: (work, { wish, arrangement }, signal) => plotOf(work.table().table, wish, arrangement, signal),

	export: async (work, ask, signal, tell) => {
		await work.settled(signal);
		return exportTable({ open: work.table(), failure: work.failure() }, ask, { signal, tell });
	},

	profile: (work, ask, signal) => profileColumns(rowsOf(work.table(), ask.arrangement), ask, signal),

	keys: (work, { columns, arrangement }, signal) => {
		const open = work.table();
		const kept = open.dataset === undefined ? undefined : keptKey(open.table.db, open.dataset);
		return checkKeys(rowsOf(open, arrangement), { kept, columns }, signal);
	},

	coverage: (work, ask, signal) => coverage(rowsOf(work.table(), ask.arrangement), ask, signal),
};

/** As they are listed now: rows that are put in another order meanwhile are not mixed in. Those that are gone are left out. */
async function* selectedRows(
	{ table, view }: OpenTable,
	ranges: TableQuestions['copy']['ask']['rows'],
	columns: readonly number[],
	signal: AbortSignal,
): AsyncGenerator<readonly TableCell[]> {
	const listed = view.listed();
	for (const { first, last } of ranges) {
		const count = Math.max(0, Math.min(last + 1, listed.count) - first);
		const at: ListedRows['at'] = (offset, most) => listed.at(first + offset, Math.min(most, count - offset));
		const walk = { table, rows: { count, at }, columns, signal, onProgress: () => undefined };
		for await (const row of shownRows(walk)) if (row !== undefined) yield row;
	}
}

function linksOf(open: OpenTable, row: number): readonly RowLink[] {
	return open.dataset === undefined ? [] : rowLinks(open.table.db, open.dataset, namedCells(open, row));
}

/** Whole ones: links and lists of ids may be longer than what is shown. */
function namedCells({ table, view }: OpenTable, row: number): ReadonlyMap<string, TableCell> {
	const cells = view.window(row, 1, LINK_CHARACTERS)[0] ?? [];
	return new Map(table.columns.map(({ name }, column) => [name, cells[column] ?? null]));
}

function changedCell(was: TableCell | undefined, now: TableCell): WindowCell {
	return was === undefined ? shown(now) : { was: shown(was), now: shown(now) };
}

function shown(cell: TableCell | undefined): WindowValue {
	if (typeof cell !== 'string' || cell.length <= SHOWN_CHARACTERS) return cell ?? null;
	return { cut: cell.slice(0, SHOWN_CHARACTERS).toWellFormed() };
}
