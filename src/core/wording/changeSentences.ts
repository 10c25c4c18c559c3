/** What changes come to, in sentences: "312 price changes, median −2.1 %", "StandardStatus: Active → Pending 41". */
import type { ChangeFigures } from '../changes/changeFigures.ts';
import type { PriceFigures } from '../changes/priceTally.ts';
import type { StatusCount, StatusFigures } from '../changes/statusTally.ts';
import { cutToWidth, oneLine } from './cellText.ts';
import type { TableFigures } from '../changes/runFigures.ts';
import type { Wording } from './language.ts';

/** Of statuses and columns: who wants all opens the changes. */
const MOST_TOLD = 4;
const LONGEST_VALUE = 40;

/** The counts first, then what is telling; nothing where nothing has changed. */
export function changeSentences(figures: ChangeFigures, wording: Wording): readonly string[] {
	const { inserted, updated, deleted, prices, statuses } = figures;
	if (inserted + updated + deleted === 0) return [];
	return [
		countsSentence(figures, wording),
		...prices.map((price) => priceSentence(price, wording)),
		...statuses.flatMap((status) => statusSentences(status, wording)),
		...columnSentence(figures, wording),
	];
}

/** Of a run: a paragraph for each table, `mls/Property: 12 new…` first. */
export function runSentences(
	connection: string,
	tables: readonly TableFigures[],
	wording: Wording,
): readonly (readonly string[])[] {
	return tables.map(({ change, figures }) => {
		const [first, ...others] =
			figures === undefined ? [countsSentence(change, wording)] : changeSentences(figures, wording);
		return [`${connection}/${change.table}: ${first ?? wording.l10n.t('as before in the end')}`, ...others];
	});
}

/** What is worth a line beside the counts: prices that moved, and statuses. */
export function tellingSentences({ prices, statuses }: ChangeFigures, wording: Wording): readonly string[] {
	return [
		...prices.map((price) => priceSentence(price, wording)),
		...statuses.flatMap((status) => transitionSentence(status, wording)),
	];
}

export function countsSentence(
	{ inserted, updated, deleted }: Pick<ChangeFigures, 'inserted' | 'updated' | 'deleted'>,
	{ l10n, number }: Wording,
): string {
	return l10n.t('{0} new, {1} changed, {2} gone', ...[inserted, updated, deleted].map((value) => number(value)));
}

function priceSentence({ title, changed, lower, higher, medianPercent }: PriceFigures, wording: Wording): string {
	const { l10n, number } = wording;
	const counted =
		changed === 1 ? l10n.t('1 price change ({0})', title) : l10n.t('{0} price changes ({1})', number(changed), title);
	const moved = [
		medianPercent === undefined ? undefined : l10n.t('median {0}', percentText(medianPercent, wording)),
		lower === 0 || changed === 1 ? undefined : l10n.t('{0} lower', number(lower)),
		higher === 0 || changed === 1 ? undefined : l10n.t('{0} higher', number(higher)),
	];
	return [counted, ...moved.filter((part) => part !== undefined)].join(', ');
}

function statusSentences(status: StatusFigures, wording: Wording): readonly string[] {
	const { title, inserted, deleted } = status;
	const { l10n } = wording;
	return [
		...transitionSentence(status, wording),
		...(inserted.length === 0 ? [] : [l10n.t('New by {0}: {1}', title, valuesText(inserted, wording))]),
		...(deleted.length === 0 ? [] : [l10n.t('Gone by {0}: {1}', title, valuesText(deleted, wording))]),
	];
}

function transitionSentence({ title, transitions, others }: StatusFigures, wording: Wording): readonly string[] {
	if (transitions.length === 0) return [];
	const told = transitions.slice(0, MOST_TOLD).map(({ from, to, count }) => {
		return `${statusText(from, wording)} → ${statusText(to, wording)} ${wording.number(count)}`;
	});
	const rest = sumOf(transitions.slice(MOST_TOLD)) + others;
	return [`${title}: ${[...told, ...othersText(rest, wording)].join(', ')}`];
}

function valuesText(counts: readonly StatusCount[], wording: Wording): string {
	const told = counts
		.slice(0, MOST_TOLD)
		.map(({ value, count }) => `${statusText(value, wording)} ${wording.number(count)}`);
	return [...told, ...othersText(sumOf(counts.slice(MOST_TOLD)), wording)].join(', ');
}

function statusText(value: string | null, { l10n }: Wording): string {
	return value === null ? l10n.t('(none)') : cutToWidth(oneLine(value), LONGEST_VALUE);
}

function othersText(rest: number, { l10n, number }: Wording): readonly string[] {
	if (rest === 0) return [];
	return [rest === 1 ? l10n.t('1 other') : l10n.t('{0} others', number(rest))];
}

/** Which columns changed in most rows. */
function columnSentence({ columns }: ChangeFigures, { l10n, number }: Wording): readonly string[] {
	if (columns.length === 0) return [];
	const told = columns.slice(0, MOST_TOLD).map(({ name, count }) => `${name} ${number(count)}`);
	const rest = columns.length - told.length;
	const more = rest === 0 ? [] : [rest === 1 ? l10n.t('1 more column') : l10n.t('{0} more columns', number(rest))];
	return [l10n.t('Changed columns: {0}', [...told, ...more].join(', '))];
}

/** A change that is not nothing does not read as nothing. */
function percentText(percent: number, { number }: Wording): string {
	const size = Math.abs(percent);
	const decimals = size !== 0 && size < 0.05 ? 3 : 1;
	const sign = percent < 0 ? '−' : percent > 0 ? '+' : '±';
	return `${sign}${number(size, decimals)} %`;
}

function sumOf(counts: readonly { readonly count: number }[]): number {
	return counts.reduce((sum, { count }) => sum + count, 0);
}
