/** Numbers, moments and values as they are written on pictures and in tables. Pure. */
import type { PlotBucket, PlotTexts } from '../../protocol/plot.ts';
import { filled, visible } from '../grid/cellText.ts';

/** Longer ones would leave no room for a picture; the table has them whole. */
const MOST_LABEL_CHARACTERS = 28;

export function numberText(value: number): string {
	const size = Math.abs(value);
	if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(3);
	return value.toLocaleString(undefined, { maximumSignificantDigits: 12 });
}

/** Beside an axis or a bar: 1.2M is read faster than 1,234,567. */
export function shortNumberText(value: number): string {
	const size = Math.abs(value);
	if (size >= 1e15 || (size !== 0 && size < 1e-4)) return value.toExponential(1);
	return value.toLocaleString(
		undefined,
		size < 10_000 ? { maximumSignificantDigits: 5 } : { notation: 'compact', maximumSignificantDigits: 4 },
	);
}

export function rowsText(rows: number, texts: Pick<PlotTexts, 'rows' | 'oneRow'>): string {
	return rows === 1 ? texts.oneRow : filled(texts.rows, rows.toLocaleString());
}

export function shareText(part: number, whole: number): string {
	const share = whole === 0 ? 0 : part / whole;
	return share.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 1 });
}

/** Short, and the same in every language. */
export function bucketText(start: number, bucket: PlotBucket): string {
	const day = new Date(start).toISOString().slice(0, 10);
	switch (bucket) {
		case 'day':
			return day;
		case 'week':
			return `${day}…`;
		case 'month':
			return day.slice(0, 7);
		case 'quarter':
			return `${day.slice(0, 4)} Q${Math.floor(Number(day.slice(5, 7)) / 3) + 1}`;
		case 'year':
			return day.slice(0, 4);
	}
}

/** As much of a date as tells it from its neighbours on an axis. */
export function tickText(moment: Date): string {
	const day = moment.toISOString();
	if (day.slice(5, 10) === '01-01') return day.slice(0, 4);
	return day.slice(8, 10) === '01' ? day.slice(0, 7) : day.slice(0, 10);
}

/** What would hide or break a line is shown by a sign. */
export function valueText(value: string, isCut = false): string {
	const text = visible(value);
	return isCut ? `${text}…` : text;
}

export function labelText(text: string): string {
	if (text.length <= MOST_LABEL_CHARACTERS) return text;
	// Not within a letter that takes two.
	return `${text.slice(0, MOST_LABEL_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
