/** What the grid shows above its columns: bars, or the most frequent values, with what is said of them. */
import type { Bin, ColumnProfile, FoundValue, TableProfile } from '../../core/tables/profile/profile.ts';
import type { TableColumn, TableColumnType } from '../../core/tables/table.ts';
import type { Wording } from '../../core/wording/language.ts';
import { columnSentence } from '../../core/wording/profile/profileText.ts';
import { aboutText, exampleText, kindText, shareText, valueText } from '../../core/wording/profile/profileWords.ts';
import type { GridStrip, GridStripPart } from '../../protocol/grid.ts';

/** More values are not told apart in so little room. */
const MOST_PARTS = 8;

export function columnStrips(
	{ rows, isSample, columns }: TableProfile,
	heads: readonly TableColumn[],
	wording: Wording,
): readonly GridStrip[] {
	return columns.map((profile) => stripOf(profile, heads[profile.column]?.type ?? 'text', { rows, isSample }, wording));
}

function stripOf(
	profile: ColumnProfile,
	type: TableColumnType,
	{ rows, isSample }: Pick<TableProfile, 'rows' | 'isSample'>,
	wording: Wording,
): GridStrip {
	const { column, histogram, top, nulls, blanks, distinct } = profile;
	const { l10n, number } = wording;
	const hasBars = histogram !== undefined && histogram.of !== 'lengths' && histogram.bins.length > 1;
	const parts = hasBars
		? histogram.bins.map((bin) => barOf(bin, histogram.bins, rows, wording))
		: top.slice(0, MOST_PARTS).map((value) => partOf(value, rows, wording));
	const sentence = columnSentence(profile, rows, wording);
	const sample = isSample ? l10n.t('from a sample of {0} rows', number(rows)) : undefined;
	return {
		...{ column, isSample, chart: parts.length === 0 ? 'none' : hasBars ? 'bars' : 'parts', parts },
		empty: l10n.t('{0} empty', shareText(nulls + blanks, rows, wording)),
		hasEmpty: nulls + blanks > 0,
		distinct: l10n.t('{0} distinct', aboutText(distinct.count, distinct.isEstimate || isSample, wording)),
		text: [sentence, ...(sample === undefined ? [] : [sample])].join(', '),
		details: [sentence, ...details(profile, type, wording), sample].filter((one) => one !== undefined).join('\n'),
	};
}

/** As high as it is many, beside the highest. */
function barOf({ label, count, filter }: Bin, all: readonly Bin[], rows: number, wording: Wording): GridStripPart {
	const most = Math.max(...all.map((one) => one.count));
	return { size: count / most, text: partText(label, count, rows, wording), label, filter };
}

/** As wide as its share of the rows. */
function partOf(value: FoundValue, rows: number, wording: Wording): GridStripPart {
	const label = exampleText(value);
	const { count, filter } = value;
	return { size: count / rows, text: partText(label, count, rows, wording), label, filter };
}

function partText(label: string, count: number, rows: number, { l10n, number }: Wording): string {
	const share = shareText(count, rows, { l10n, number });
	return count === 1
		? l10n.t('{0}: 1 row ({1})', label, share)
		: l10n.t('{0}: {1} rows ({2})', label, number(count), share);
}

function details(
	{ numbers, lengths, kinds }: ColumnProfile,
	type: TableColumnType,
	wording: Wording,
): readonly string[] {
	const { l10n, number } = wording;
	const value = (one: number): string => valueText(one, type, wording);
	return [
		...(numbers === undefined
			? []
			: [
					l10n.t(
						'least {0}, median {1}, greatest {2}',
						value(numbers.min),
						value(numbers.quartiles[1]),
						value(numbers.max),
					),
					l10n.t('half of them from {0} to {1}', value(numbers.quartiles[0]), value(numbers.quartiles[2])),
				]),
		...(lengths === undefined ? [] : [l10n.t('{0} to {1} characters', number(lengths.min), number(lengths.max))]),
		...(kinds.length < 2
			? []
			: [kinds.map(({ kind, count }) => `${kindText(kind, wording)} ${number(count)}`).join(', ')]),
	];
}
