/** A profile as tables and sentences: what `freehold profile` prints and the editor exports. */
import { findingsOf } from '../../tables/profile/findings.ts';
import type { ColumnProfile, CoverageFacts } from '../../tables/profile/profile.ts';
import type { ProfiledColumn, WholeProfile } from '../../tables/profile/wholeProfile.ts';
import type { Wording } from '../language.ts';
import { findingText } from './findingText.ts';
import { aboutText, shareText, topText, valueText } from './profileWords.ts';

export interface TextTable {
	readonly heads: readonly { readonly title: string; readonly isNumber: boolean }[];
	readonly rows: readonly (readonly string[])[];
}

/** `1,200 rows`, or how many of them were looked at. */
export function rowsText({ rows, total }: Pick<WholeProfile, 'rows' | 'total'>, { l10n, number }: Wording): string {
	return rows === total ? l10n.t('Rows: {0}', number(rows)) : l10n.t('Rows: {0} of {1}', number(rows), number(total));
}

/** Nothing where all rows are there. */
export function missingLines({ broken }: WholeProfile, { l10n }: Wording): readonly string[] {
	return broken === undefined ? [] : [l10n.t('Rows are missing. {0}: {1}.', broken.what, broken.why)];
}

/** A row for each column. */
export function columnsTable({ columns, rows }: WholeProfile, wording: Wording): TextTable {
	const { l10n } = wording;
	const text = (title: string): TextTable['heads'][number] => ({ title, isNumber: false });
	const number = (title: string): TextTable['heads'][number] => ({ title, isNumber: true });
	return {
		heads: [
			...[text(l10n.t('Column')), text(l10n.t('Type')), number(l10n.t('Empty')), number(l10n.t('Distinct'))],
			...[number(l10n.t('Least')), number(l10n.t('Median')), number(l10n.t('Greatest'))],
			...[number(l10n.t('Mean')), number(l10n.t('Deviation')), text(l10n.t('Most frequent'))],
		],
		rows: columns.map((column) => [column.name, column.type, ...figures(column, rows, wording)]),
	};
}

/** What stands beside a column's name and type. Of texts, the least and the greatest are lengths. */
export function figures({ type, profile }: ProfiledColumn, rows: number, wording: Wording): readonly string[] {
	const { nulls, blanks, distinct, numbers } = profile;
	const value = (one: number | undefined): string => (one === undefined ? '' : valueText(one, type, wording));
	const isTime = type === 'date' || type === 'datetime' || type === 'instant';
	return [
		shareText(nulls + blanks, rows, wording),
		aboutText(distinct.count, distinct.isEstimate, wording),
		...[value(numbers?.min), value(numbers?.quartiles[1]), value(numbers?.max)],
		...[value(numbers?.mean), isTime ? '' : value(numbers?.deviation)],
		topText(profile, rows, wording),
	];
}

/** What was found, each with the name of its column. */
export function findingLines(profile: WholeProfile, wording: Wording): readonly (readonly [string, string])[] {
	const columns = new Map(profile.columns.map((column) => [column.profile.column, column]));
	return findingsOf(profile).map((finding) => {
		const { name = '', type = 'text' } = columns.get(finding.column) ?? {};
		return [name, findingText(finding, type, wording)];
	});
}

/** What tells rows apart, and what does not. */
export function keyLines({ keys, columns }: WholeProfile, { l10n, number }: Wording): readonly string[] {
	const nameOf = new Map(columns.map(({ name, profile }) => [profile.column, name]));
	const kept =
		keys.kept === undefined ? [] : [l10n.t('{0}: unique; the replica itself keeps it so', keys.kept.join(' + '))];
	const checked = keys.checked.map(({ column, repeated, rows, isEstimate }) => {
		const name = nameOf.get(column) ?? '';
		if (repeated > 0) {
			return l10n.t('{0}: values in more than one row: {1}, rows with them: {2}', name, number(repeated), number(rows));
		}
		return isEstimate
			? l10n.t('{0}: no value was seen twice, but there are too many to compare all', name)
			: l10n.t('{0}: unique', name);
	});
	return [...kept, ...checked];
}

/** Rows of each month, and how full their columns are. */
export function coverageTable({ months, columns }: CoverageFacts, wording: Wording): TextTable {
	const { l10n, number } = wording;
	return {
		heads: [
			{ title: l10n.t('Month'), isNumber: false },
			{ title: l10n.t('Rows'), isNumber: true },
			{ title: l10n.t('Filled cells'), isNumber: true },
		],
		rows: months.map(({ month, count, filled }) => [
			month,
			number(count),
			count === 0
				? ''
				: shareText(
						filled.reduce((sum, one) => sum + one, 0),
						count * columns.length,
						wording,
					),
		]),
	};
}

export function coverageTitle({ name }: CoverageFacts, { l10n }: Wording): string {
	return l10n.t('Over time, by {0}', name);
}

/** `12 % empty, 345 distinct, most: Praha 34 %` */
export function columnSentence(profile: ColumnProfile, rows: number, wording: Wording): string {
	const { l10n } = wording;
	const { nulls, blanks, distinct } = profile;
	const empty = l10n.t('{0} empty', shareText(nulls + blanks, rows, wording));
	const values = l10n.t('{0} distinct', aboutText(distinct.count, distinct.isEstimate, wording));
	const most = topText(profile, rows, wording);
	return [empty, values, ...(most === '' ? [] : [l10n.t('most: {0}', most)])].join(', ');
}
