/** How values look in a cell, and in full. Pure. */
import type { GridCell, GridColumnType, GridTexts } from '../../protocol/grid.ts';

export interface ShownCell {
	readonly text: string;
	/** `none` stands for no value or an empty text: a word of ours, not of the data. */
	readonly kind: 'value' | 'none' | 'changed';
	/** Of a cell that was changed: the value before, which is drawn struck out in front of `text`. */
	readonly was?: string;
	/** What is read aloud in place of what is drawn. */
	readonly label?: string;
}

export function shownCell(cell: GridCell, type: GridColumnType, texts: GridTexts): ShownCell {
	if (cell === null) return { text: texts.none, kind: 'none' };
	if (cell === '') return { text: texts.empty, kind: 'none' };
	if (typeof cell === 'number' || typeof cell === 'boolean') return { text: String(cell), kind: 'value' };
	if (typeof cell === 'object') {
		if ('cut' in cell) return { text: `${visible(cell.cut)}…`, kind: 'value' };
		const [was, now] = [shownCell(cell.was, type, texts).text, shownCell(cell.now, type, texts).text];
		return { text: ` → ${now}`, kind: 'changed', was, label: filled(texts.changedCell, now, was) };
	}
	if (type === 'instant' || type === 'datetime') return { text: visible(momentText(cell)), kind: 'value' };
	return { text: visible(cell), kind: 'value' };
}

export function isNumeric(type: GridColumnType): boolean {
	return type === 'integer' || type === 'decimal';
}

/** Milliseconds that are none only take room. */
function momentText(text: string): string {
	return text.replace('T', ' ').replace(/\.0+(?=Z|[+-]|$)/, '');
}

// eslint-disable-next-line no-control-regex -- those are what is looked for
const CONTROL = /\r\n|[\u0000-\u001f\u007f]/g;

/** What would break the line or hide is shown by a sign. */
export function visible(text: string): string {
	return text.replaceAll(CONTROL, (found) => {
		if (found === '\r\n' || found === '\n') return '⏎';
		return found === '\u007f' ? '␡' : String.fromCharCode(0x2400 + found.charCodeAt(0));
	});
}

/** Longer ones would keep the page busy; copying has no such limit. */
export const MOST_DETAIL_CHARACTERS = 1_000_000;

/** The whole value, nested ones laid out. */
export function wholeText(value: string | number | boolean | null, type: GridColumnType, texts: GridTexts): string {
	if (value === null) return texts.none;
	if (value === '') return texts.empty;
	const text = type === 'json' && typeof value === 'string' ? laidOut(value) : String(value);
	if (text.length <= MOST_DETAIL_CHARACTERS) return text;
	return `${text.slice(0, MOST_DETAIL_CHARACTERS)}…\n\n${filled(texts.longValue, text.length.toLocaleString())}`;
}

function laidOut(json: string): string {
	// Digits that a double cannot hold would be lost.
	if (json.length > MOST_DETAIL_CHARACTERS || /\d{16}/.test(json)) return json;
	try {
		return JSON.stringify(JSON.parse(json), undefined, 2);
	} catch {
		// A column that once held plain text is not JSON throughout.
		return json;
	}
}

/** Puts values in the place of `{0}`, `{1}`. */
export function filled(text: string, ...values: readonly string[]): string {
	return text.replaceAll(/\{(\d)\}/g, (whole, place: string) => values[Number(place)] ?? whole);
}
