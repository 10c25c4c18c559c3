/** The formats that shown rows can be written in, as they are offered. */
import type { FileFormat } from '../../core/formats/rows.ts';
import type { Language } from '../views/words.ts';

export interface FormatChoice {
	readonly label: string;
	readonly description: string;
	readonly format: FileFormat;
	readonly createTable?: boolean;
}

export function formatChoices(l10n: Language): readonly FormatChoice[] {
	return [
		{ label: 'CSV', description: l10n.t('commas between, for programs and spreadsheets'), format: 'csv' },
		{
			label: 'Excel',
			description: l10n.t('numbers, dates and text as such; nothing runs as a formula'),
			format: 'xlsx',
		},
		{ label: 'NDJSON', description: l10n.t('one JSON object in each line'), format: 'ndjson' },
		{ label: 'JSON', description: l10n.t('one array of objects'), format: 'json' },
		{ label: 'Parquet', description: l10n.t('columns with types, for analysis'), format: 'parquet' },
		{ label: 'Markdown', description: l10n.t('a table to be read'), format: 'md' },
		{ label: 'SQL', description: l10n.t('INSERT statements'), format: 'sql' },
		{
			...{ label: l10n.t('SQL with CREATE TABLE'), description: l10n.t('INSERT statements, and the table for them') },
			...{ format: 'sql', createTable: true },
		},
		{ label: 'TSV', description: l10n.t('tabs between'), format: 'tsv' },
	];
}
