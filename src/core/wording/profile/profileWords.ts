/** Numbers, times, shares and kinds of a profile as text. */
import type { ColumnProfile, FoundValue, ValueKind } from '../../tables/profile/profile.ts';
import type { TableColumnType } from '../../tables/table.ts';
import { cutToWidth, oneLine } from '../cellText.ts';
import type { Wording } from '../language.ts';

const DIGITS = 6;
const MOST_DECIMALS = 10;
const EXAMPLE_WIDTH = 40;

/** A number or a time, in the form of its column. */
export function valueText(value: number, type: TableColumnType, wording: Wording): string {
	if (type === 'date') return new Date(value).toISOString().slice(0, 10);
	if (type === 'datetime' || type === 'instant') {
		const text = new Date(value)
			.toISOString()
			.replace('T', ' ')
			.replace(/(?::00)?\.\d{3}Z$/, 'Z');
		return type === 'instant' ? text : text.slice(0, -1);
	}
	return numberText(value, wording);
}

/** With the digits that matter. */
export function numberText(value: number, { number }: Wording): string {
	const size = Math.abs(value);
	if (size >= 1e15 || (value !== 0 && size < 1e-6)) return value.toPrecision(DIGITS);
	if (Number.isInteger(value)) return number(value);
	const digits = String(Number(value.toPrecision(DIGITS))).split('.')[1] ?? '';
	return number(value, Math.min(MOST_DECIMALS, digits.length));
}

/** What is not nothing is never `0 %`, and what is not all never `100 %`. */
export function shareText(part: number, all: number, wording: Wording): string {
	const { number } = wording;
	if (all === 0 || part === 0) return '0 %';
	const percent = (100 * part) / all;
	if (percent < 0.1) return `<${number(0.1, 1)} %`;
	if (percent < 100 && percent > 99.9) return `>${number(99.9, 1)} %`;
	return `${percent < 10 ? numberText(Number(percent.toFixed(1)), wording) : number(percent)} %`;
}

export function aboutText(count: number, isEstimate: boolean, { number }: Wording): string {
	return isEstimate ? `≈ ${number(count)}` : number(count);
}

/** On one line, and cut. */
export function exampleText({ value }: FoundValue): string {
	return cutToWidth(oneLine(value), EXAMPLE_WIDTH);
}

/** `Praha 34 %`, where anything comes twice. */
export function topText({ top }: ColumnProfile, rows: number, wording: Wording): string {
	const [most] = top;
	return most === undefined ? '' : `${exampleText(most)} ${shareText(most.count, rows, wording)}`;
}

export function kindText(kind: ValueKind, { l10n }: Wording): string {
	switch (kind) {
		case 'text':
			return l10n.t('text');
		case 'integer':
			return l10n.t('whole numbers');
		case 'decimal':
			return l10n.t('decimal numbers');
		case 'boolean':
			return l10n.t('true or false');
		case 'date':
			return l10n.t('dates');
		case 'datetime':
			return l10n.t('dates with a time');
		case 'instant':
			return l10n.t('moments');
		case 'time':
			return l10n.t('times of day');
		case 'address':
			return l10n.t('web addresses');
		case 'object':
			return l10n.t('JSON objects');
		case 'array':
			return l10n.t('JSON lists');
		case 'string':
			return l10n.t('JSON texts');
		case 'number':
			return l10n.t('JSON numbers');
		case 'null':
			return l10n.t('JSON null');
	}
}
