/** What is told of tables, columns, functions and keywords, in Markdown. What comes from data is escaped. */
import type { SqlFunction } from './functions.ts';
import type { SqlColumn, SqlTable } from './schema.ts';

const MOST_VALUES = 20;

export function describeTable(table: SqlTable): string {
	const { name, title, rows, columns } = table;
	const facts = [
		...(title === undefined || title === name ? [] : [escaped(title)]),
		...(rows === undefined ? [] : [`${rows.toLocaleString('en')} rows`]),
		`${columns.length.toLocaleString('en')} columns`,
	];
	const keys = columns.filter(({ isKey }) => isKey === true).map((column) => code(column.name));
	return [`**${code(name)}** · ${facts.join(' · ')}`, ...(keys.length === 0 ? [] : [`Key: ${keys.join(', ')}`])].join(
		'\n\n',
	);
}

/** @param filledShare  of its rows, from 0 to 1 */
export function describeColumn(column: SqlColumn, table?: SqlTable, filledShare?: number): string {
	const { name, type, label, isKey, values = [] } = column;
	const facts = [
		...(type === '' ? [] : [type]),
		...(isKey === true ? ['key'] : []),
		...(table === undefined ? [] : [`of ${code(table.name)}`]),
	];
	return [
		[`**${code(name)}**`, ...facts].join(' · '),
		...(label === undefined || label === name ? [] : [escaped(label)]),
		...(filledShare === undefined ? [] : [`Filled in ${percent(filledShare)} of the rows`]),
		...(values.length === 0 ? [] : [valueList(values)]),
	].join('\n\n');
}

function valueList(values: NonNullable<SqlColumn['values']>): string {
	const lines = values.slice(0, MOST_VALUES).map(({ value, label }) => {
		const readable = label === undefined || label === value ? '' : ` – ${escaped(label)}`;
		return `- ${code(value)}${readable}`;
	});
	const more = values.length - MOST_VALUES;
	return ['Values:', '', ...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n');
}

/** Nothing is told as 0 % or 100 % that is not. */
function percent(share: number): string {
	if (share > 0 && share < 0.01) return 'less than 1 %';
	if (share < 1 && share > 0.99) return 'more than 99 %';
	return `${Math.round(share * 100)} %`;
}

export function describeFunction({ signature, about, kind }: SqlFunction): string {
	const kinds = { window: 'Window function', aggregate: 'Aggregate', table: 'Makes a table' } as const;
	const isKnown = kind === 'window' || kind === 'aggregate' || kind === 'table';
	return [code(signature), ...(isKnown ? [kinds[kind]] : []), about].join('\n\n');
}

export function code(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ');
	const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
	const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
	return `${fence}${space}${line}${space}${fence}`;
}

function escaped(text: string): string {
	return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
}
