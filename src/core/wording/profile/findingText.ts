/** What a profile has found, a sentence each. */
import type { Finding } from '../../tables/profile/findings.ts';
import type { Found, FoundValue } from '../../tables/profile/profile.ts';
import type { TableColumnType } from '../../tables/table.ts';
import type { Wording } from '../language.ts';
import { aboutText, exampleText, kindText, valueText } from './profileWords.ts';

const MOST_EXAMPLES = 3;

/** Without the name of its column. @param type  of that column */
export function findingText(finding: Finding, type: TableColumnType, wording: Wording): string {
	const { l10n, number } = wording;
	switch (finding.kind) {
		case 'empty':
			return l10n.t('No row has a value');
		case 'constant':
			return l10n.t('All rows have the same value: {0}', exampleText(finding.value));
		case 'mixed':
			return l10n.t(
				'Cells of other kinds: {0} ({1})',
				number(finding.count),
				finding.kinds.map((kind) => kindText(kind, wording)).join(', '),
			);
		case 'outliers': {
			const { outliers, side, isEstimate } = finding;
			const count = aboutText(outliers.count, isEstimate, wording);
			const all = outliers.examples.map((one) => valueText(one, type, wording));
			const examples = listed(all, outliers.count > Math.min(MOST_EXAMPLES, all.length));
			return side === 'below'
				? l10n.t('Values far below the others: {0} ({1})', count, examples)
				: l10n.t('Values far above the others: {0} ({1})', count, examples);
		}
		case 'outside': {
			const { count, values, isCut } = finding.facts;
			return l10n.t("Cells outside the vendor's list: {0} ({1})", number(count), valuesText(values, isCut, wording));
		}
		case 'repeated': {
			const { repeated, rows, examples, isEstimate } = finding.facts;
			const values = valuesText(examples, repeated > examples.length, wording);
			const count = isEstimate ? `≥ ${number(repeated)}` : number(repeated);
			return l10n.t('Values in more than one row: {0}, rows with them: {1} ({2})', count, number(rows), values);
		}
	}
}

/** Filters of the column that lead to the rows: one for all of them, or one for each value. */
export function findingFilters(finding: Finding): readonly (Found & { readonly value?: string })[] {
	switch (finding.kind) {
		case 'empty':
		case 'constant':
		case 'mixed':
			return [];
		case 'outliers':
			return [finding.outliers];
		case 'outside':
			return finding.facts.values;
		case 'repeated':
			return finding.facts.examples;
	}
}

function valuesText(values: readonly FoundValue[], hasMore: boolean, { number }: Wording): string {
	return listed(
		values.map((one) => `${exampleText(one)} ${number(one.count)}×`),
		hasMore || values.length > MOST_EXAMPLES,
	);
}

function listed(values: readonly string[], hasMore: boolean): string {
	const shown = values.slice(0, MOST_EXAMPLES).join(', ');
	return hasMore ? `${shown}, …` : shown;
}
