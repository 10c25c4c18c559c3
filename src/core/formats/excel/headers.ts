/** Names the columns of a sheet from its one or two header rows. */
import type { Cell } from './cell.ts';

/** What the first rows hold: readable labels, stable ids, or both in either order (Realpad's `headermode`). */
export type HeaderMode = 'labels' | 'ids' | 'labels_ids' | 'ids_labels';

export interface SheetColumn {
	/** The stable id where there is one, else the label; unique, whatever the case. */
	readonly name: string;
	/** The readable label beside an id. */
	readonly label: string | undefined;
	/** From 0, as in the sheet. */
	readonly position: number;
}

export function headerRows(mode: HeaderMode): 1 | 2 {
	return mode === 'labels' || mode === 'ids' ? 1 : 2;
}

/** Gives out names that differ by more than their case, because columns of a database do not differ by that. */
export class ColumnNames {
	readonly #taken = new Set<string>();

	/** @param separator how a number is put behind a name that is taken */
	unique(name: string, separator: (number: number) => string): string {
		let free = name;
		for (let number = 2; this.#taken.has(free.toLowerCase()); number++) free = name + separator(number);
		this.#taken.add(free.toLowerCase());
		return free;
	}
}

export function readHeaders(rows: readonly (readonly Cell[])[], mode: HeaderMode, names: ColumnNames): SheetColumn[] {
	const [first = [], second = []] = rows;
	const ids = mode === 'labels' ? [] : mode === 'labels_ids' ? second : first;
	const labels = mode === 'ids' ? [] : mode === 'ids_labels' ? second : first;
	return Array.from({ length: Math.max(ids.length, labels.length) }, (_, position) => {
		const id = headerText(ids[position]);
		const label = headerText(labels[position]);
		if (id !== '') return { name: names.unique(id, (number) => `_${number}`), label: label || undefined, position };
		if (label === '') return unnamedColumn(position, names);
		const name = names.unique(label, (number) => ` (${number})`);
		return { name, label: mode === 'labels' ? undefined : label, position };
	});
}

/** A column with data and no header goes by its letter. */
export function unnamedColumn(position: number, names: ColumnNames): SheetColumn {
	const name = names.unique(`column_${columnLetter(position)}`, (number) => `_${number}`);
	return { name, label: undefined, position };
}

/** 0 → `A`, 26 → `AA`. */
export function columnLetter(position: number): string {
	const letter = String.fromCharCode(65 + (position % 26));
	return position < 26 ? letter : columnLetter(Math.floor(position / 26) - 1) + letter;
}

function headerText(cell: Cell | undefined): string {
	if (cell === null || cell === undefined) return '';
	const text = typeof cell === 'object' ? cell.text : String(cell);
	return text.replace(/\s+/g, ' ').trim();
}
