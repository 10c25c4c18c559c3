/** The words of the grid's page, in the user's language. */
import type { GridTexts } from '../../protocol/grid.ts';
import type { Language } from '../views/words.ts';

export function gridTexts(l10n: Language): GridTexts {
	return {
		loading: l10n.t('Loading…'),
		readingRows: l10n.t('{0} rows so far…'),
		rows: l10n.t('{0} rows'),
		oneRow: l10n.t('1 row'),
		someRows: l10n.t('{0} of {1} rows'),
		noRows: l10n.t('There are no rows.'),
		noMatch: l10n.t('No row matches the filters.'),
		clearFilters: l10n.t('Clear Filters'),
		retry: l10n.t('Retry'),
		refresh: l10n.t('Refresh'),
		sheet: l10n.t('Sheet'),
		details: l10n.t('Details'),
		closeDetails: l10n.t('Close details'),
		close: l10n.t('Close'),
		filter: l10n.t('Filter {0}'),
		filterHelp: l10n.t('Text that it contains, or = != < <= > >= and a value; = alone finds what is empty'),
		rowNumber: l10n.t('Row'),
		rowGone: l10n.t('gone'),
		changedCell: l10n.t('{0}, before: {1}'),
		none: l10n.t('null'),
		empty: l10n.t('empty'),
		copied: l10n.t('{0} cells copied'),
		longValue: l10n.t('The value has {0} characters. Copy the cell to get all of them.'),
		sortedUp: l10n.t('Ascending'),
		sortedDown: l10n.t('Descending'),
		unsorted: l10n.t('Click to sort'),
	};
}
