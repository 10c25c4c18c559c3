/** A text with `|` at the cursor, tables that are known, and a database that has them. */
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { completeSql } from '../../../src/core/sqlText/complete.ts';
import type { SqlCompletion } from '../../../src/core/sqlText/completion.ts';
import type { Prepare } from '../../../src/core/sqlText/errorPlace.ts';
import type { SqlSchema } from '../../../src/core/sqlText/schema.ts';
import { readSqlFile } from '../../../src/core/sqlText/statements.ts';
import type { SqlFile } from '../../../src/core/sqlText/statements.ts';

export const schema: SqlSchema = {
	tables: [
		{
			...{ schema: 'main', name: 'contacts', dataset: 'contacts', title: 'Contacts', rows: 2000 },
			columns: [
				{ name: 'id', type: 'text', isKey: true },
				{ name: 'surname', type: 'text' },
				{ name: 'active', type: 'boolean', label: 'Is active' },
				{ name: 'metadata', type: 'json' },
			],
		},
		{
			...{ schema: 'main', name: 'business-cases', dataset: 'business-cases' },
			columns: [
				{ name: 'id', type: 'text', isKey: true },
				{ name: 'order', type: 'integer' },
				{ name: 'contactId', type: 'text' },
				{
					...{ name: 'status', type: 'text' },
					values: [{ value: 'open', label: 'Open case' }, { value: 'closed' }],
				},
			],
		},
		{ schema: 'main', name: '_runs', columns: [{ name: 'id', type: '' }] },
		{
			...{ schema: 'mls', name: 'Property', dataset: 'Property' },
			columns: [
				{ name: 'ListingKey', type: 'text', isKey: true },
				{ name: 'ListPrice', type: 'decimal' },
			],
		},
	],
};

export interface Cursor {
	readonly file: SqlFile;
	readonly offset: number;
}

export function cursorIn(text: string): Cursor {
	const offset = text.indexOf('|');
	return { file: readSqlFile(text.replace('|', '')), offset };
}

export function offered(text: string): readonly SqlCompletion[] {
	const { file, offset } = cursorIn(text);
	return completeSql(file, offset, { schema, connections: ['agency', 'mls'] })?.items ?? [];
}

/** What is put in for each of the labels that are offered. */
export function insertsOf(text: string, kind: SqlCompletion['kind']): readonly string[] {
	return offered(text)
		.filter((item) => item.kind === kind)
		.map(({ insertText }) => insertText);
}

/** A database with the tables of `schema`. */
export function preparing(): Prepare {
	const db = new DatabaseSync(':memory:');
	onTestFinished(() => db.close());
	db.exec("ATTACH ':memory:' AS mls");
	for (const { schema: of, name, columns } of schema.tables) {
		db.exec(`CREATE TABLE ${of}."${name}" (${columns.map((column) => `"${column.name}"`).join(', ')})`);
	}
	return (sql) => {
		try {
			db.prepare(sql);
			return undefined;
		} catch (error) {
			return error instanceof Error ? error.message : String(error);
		}
	};
}
