/** Aligned text tables: numbers to the right, as wide as the terminal allows, and a word about what was cut. */
import { cutToWidth, displayWidth, oneLine, pad } from './cellText.ts';

export interface TableColumn {
	readonly title: string;
	readonly align?: 'left' | 'right' | undefined;
}

export interface TableText {
	readonly lines: readonly string[];
	/** Cells that do not show all of their text. */
	readonly cutCells: number;
	/** Columns at the right that found no room. */
	readonly droppedColumns: number;
}

const GAP = '  ';
const NARROWEST = 6;

/** @param width  columns of the terminal; `Infinity` cuts nothing (the output goes into a file or a pipe) */
export function renderTable(
	columns: readonly TableColumn[],
	rows: readonly (readonly string[])[],
	width: number,
): TableText {
	const titles = columns.map((column) => oneLine(column.title));
	const cells = rows.map((row) => columns.map((_, i) => oneLine(row[i] ?? '')));
	const natural = titles.map((title, i) =>
		cells.reduce((widest, row) => Math.max(widest, cappedWidth(row[i] ?? '', width)), displayWidth(title)),
	);
	const shown = countThatFit(natural, width);
	const widths = shrink(natural.slice(0, shown), width);
	let cutCells = 0;
	const fit = (text: string, i: number): string => {
		const cut = cutToWidth(text, widths[i] ?? 0);
		if (cut !== text) cutCells++;
		return pad(cut, widths[i] ?? 0, columns[i]?.align);
	};
	const body = cells.map((row) => line(row.slice(0, shown).map(fit)));
	const head = line(
		titles.slice(0, shown).map((title, i) => pad(cutToWidth(title, widths[i] ?? 0), widths[i] ?? 0, columns[i]?.align)),
	);
	const rule = widths.map((columnWidth) => '─'.repeat(columnWidth)).join(GAP);
	return { lines: [head, rule, ...body], cutCells, droppedColumns: columns.length - shown };
}

/** Says what a table does not show; nothing where it shows all. */
export function cutNote(table: TableText): string | undefined {
	const parts = [
		table.droppedColumns > 0 ? `${table.droppedColumns} more columns` : undefined,
		table.cutCells > 0 ? `${table.cutCells} cut cells` : undefined,
	].filter((part) => part !== undefined);
	return parts.length === 0
		? undefined
		: `The terminal is too narrow for ${parts.join(' and ')}: use --format csv or json for all`;
}

function line(cells: readonly string[]): string {
	return cells.join(GAP).trimEnd();
}

function cappedWidth(text: string, width: number): number {
	return text.length > width * 12 ? width : displayWidth(text);
}

/** Columns are dropped only where even the narrowest form of them has no room. */
function countThatFit(natural: readonly number[], width: number): number {
	let used = 0;
	for (const [i, columnWidth] of natural.entries()) {
		used += Math.min(columnWidth, NARROWEST) + (i > 0 ? GAP.length : 0);
		if (used > width) return Math.max(1, i);
	}
	return natural.length;
}

/** Takes from the widest columns first: short ones (keys, dates, prices) stay whole. */
function shrink(natural: readonly number[], width: number): readonly number[] {
	const room = width - GAP.length * (natural.length - 1);
	const total = natural.reduce((sum, columnWidth) => sum + columnWidth, 0);
	if (total <= room) return natural;
	let low = NARROWEST;
	let high = Math.max(...natural);
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (natural.reduce((sum, columnWidth) => sum + Math.min(columnWidth, middle), 0) <= room) low = middle;
		else high = middle - 1;
	}
	return natural.map((columnWidth) => Math.min(columnWidth, natural.length === 1 ? Math.max(1, room) : low));
}
