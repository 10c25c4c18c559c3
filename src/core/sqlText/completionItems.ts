/** Single items of a completion. */
import type { NewCompletion } from './completion.ts';
import { describeColumn, describeFunction, describeTable } from './describe.ts';
import type { SqlFunction } from './functions.ts';
import { CLAUSES } from './keywords.ts';
import { written } from './names.ts';
import { MAIN } from './schema.ts';
import type { SqlTable } from './schema.ts';
import type { ScopeColumn, ScopeTable } from './scope.ts';

export function tableItem(table: SqlTable, insertText: string): NewCompletion {
	const label = table.schema === MAIN ? table.name : `${table.schema}.${table.name}`;
	const detail = table.rows === undefined ? '' : table.rows.toLocaleString('en');
	return { label, kind: 'table', detail, insertText, documentation: () => describeTable(table) };
}

export function columnItem(
	column: ScopeColumn,
	{ name: table, table: stored }: ScopeTable,
	prefix: string,
): NewCompletion {
	const detail = [column.label === column.name ? undefined : column.label, column.type].filter(Boolean).join(' · ');
	return {
		...{ label: column.name, kind: 'column', detail: detail === '' ? table : detail },
		insertText: `${prefix}${written(column.name)}`,
		documentation: () => describeColumn(column, column.origin?.table ?? stored),
	};
}

export function functionItem(one: SqlFunction): NewCompletion {
	const hasParameters = !one.signature.endsWith('()');
	return {
		...{ label: one.name, kind: 'function', detail: one.kind },
		...{
			insertText: hasParameters ? `${one.name}($0)` : `${one.name}()`,
			isSnippet: hasParameters,
			filterText: one.name,
		},
		documentation: () => describeFunction(one),
	};
}

export function keyword(word: string, write: (word: string) => string): NewCompletion {
	return { label: write(word), kind: 'keyword', documentation: () => CLAUSES[word] ?? '' };
}
