/** Completion of SQL: tables, columns, values, functions, keywords; connections in comments. */
import { completions } from './completion.ts';
import type { NewCompletion, SqlCompletions } from './completion.ts';
import { completeDirective } from './completeDirective.ts';
import { completeText, valueItems } from './completeValues.ts';
import { columnItem, functionItem, keyword, tableItem } from './completionItems.ts';
import { FUNCTIONS } from './functions.ts';
import { CLAUSES } from './keywords.ts';
import { isSame, nameOf, written } from './names.ts';
import { scopeAt, writtenPath } from './scope.ts';
import type { Scope } from './scope.ts';
import { MAIN, schemaNames } from './schema.ts';
import type { SqlSchema, SqlTable } from './schema.ts';
import type { SqlFile, SqlStatement } from './statements.ts';
import { isName, isWord } from './tokens.ts';
import type { Token } from './tokens.ts';

export interface SqlKnowledge {
	readonly schema: SqlSchema;
	/** Connections that comments can name. */
	readonly connections: readonly string[];
}

/** @returns `undefined` where nothing is to be offered: within text, say */
export function completeSql(file: SqlFile, offset: number, knowledge: SqlKnowledge): SqlCompletions | undefined {
	const at = file.tokens.find(({ start, end }) => start < offset && offset <= end);
	if (at?.kind === 'comment') return completeDirective(at, offset, knowledge.connections);
	const statement = statementWritten(file, offset);
	const scope = statement === undefined ? NO_SCOPE : scopeAt(statement, offset, knowledge.schema);
	const word = isName(at) ? at : undefined;
	const before = (statement?.tokens ?? []).filter(({ end, start }) => end <= offset && start !== word?.start);
	if (at?.kind === 'string') return offset < at.end ? completeText(at, offset, { before, scope }) : undefined;
	if (at !== undefined && ['number', 'blob', 'parameter', 'unknown'].includes(at.kind)) return undefined;
	const items = itemsAt({ before, scope, statement, schema: knowledge.schema });
	if (items.length === 0) return undefined;
	const start = word?.start ?? offset;
	return { replace: { start, end: word?.end ?? offset }, insert: { start, end: offset }, items: completions(items) };
}

const NO_SCOPE: Scope = { tables: [], named: [], aliases: [] };

/** Behind a semicolon nothing is written yet. */
function statementWritten({ text, statements }: SqlFile, offset: number): SqlStatement | undefined {
	return statements.find(
		({ start, end }) => start <= offset && (offset < end || (offset === end && text.charAt(end - 1) !== ';')),
	);
}

interface Place {
	/** Of the statement, up to the word that is being typed. */
	readonly before: readonly Token[];
	readonly scope: Scope;
	readonly statement: SqlStatement | undefined;
	readonly schema: SqlSchema;
}

function itemsAt({ before, scope, statement, schema }: Place): readonly NewCompletion[] {
	const write = caseOf(statement);
	const last = before.at(-1);
	if (last === undefined) return ['SELECT', 'WITH', 'VALUES', 'EXPLAIN'].map((word) => keyword(word, write));
	// A name is being made up.
	if (isWord(last, 'AS') && !isWord(before.at(-2), 'MATERIALIZED')) return [];
	if (last.kind === 'dot') return membersOf(before, scope, schema);
	if (expectsTable(before)) return tableItems(scope, schema);
	return [
		...valueItems(before, scope),
		...columnItems(scope),
		...FUNCTIONS.filter(({ kind }) => kind !== 'table').map(functionItem),
		...Object.keys(CLAUSES).map((word) => keyword(word, write)),
	];
}

/** Behind FROM, JOIN, and commas among tables. */
function expectsTable(before: readonly Token[]): boolean {
	const last = before.at(-1);
	if (isWord(last, 'FROM', 'JOIN')) return true;
	if (last?.kind !== 'comma') return false;
	let depth = 0;
	for (const token of before.toReversed()) {
		if (token.kind === 'close') depth += 1;
		else if (token.kind === 'open') depth -= 1;
		if (depth < 0) return false;
		if (depth > 0) continue;
		if (isWord(token, 'FROM')) return true;
		if (isWord(token, 'SELECT', 'BY', 'WHERE', 'ON', 'LIMIT', 'VALUES', 'WITH')) return false;
	}
	return false;
}

/** Behind a dot: tables of a schema, columns of a table. */
function membersOf(before: readonly Token[], scope: Scope, schema: SqlSchema): readonly NewCompletion[] {
	const token = before.at(-2);
	if (!isName(token)) return [];
	const name = nameOf(token);
	const table = scope.tables.find((one) => isSame(one.name, name));
	if (table !== undefined) return table.columns.map((column) => columnItem(column, table, ''));
	return schema.tables.filter((one) => isSame(one.schema, name)).map((one) => tableItem(one, written(one.name)));
}

function tableItems({ named }: Scope, schema: SqlSchema): readonly NewCompletion[] {
	const own = schema.tables.filter(isOfVendor);
	const internal = schema.tables.filter((table) => !isOfVendor(table));
	return [
		...named.map(({ name }): NewCompletion => ({ label: name, kind: 'query', insertText: written(name) })),
		...[...own, ...internal].map((table) => tableItem(table, writtenPath(table, written))),
		...schemaNames(schema)
			.filter((name) => name !== MAIN)
			.map((name): NewCompletion => ({
				label: name,
				kind: 'schema',
				insertText: `${written(name)}.`,
				opensNext: true,
			})),
		...FUNCTIONS.filter(({ kind }) => kind === 'table').map(functionItem),
	];
}

function isOfVendor({ dataset }: SqlTable): boolean {
	return dataset !== undefined;
}

/** The nearest first; a name that several tables have is written with its table. */
function columnItems({ tables, aliases }: Scope): readonly NewCompletion[] {
	const counts = new Map<string, number>();
	for (const { columns } of tables) {
		for (const { name } of columns) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
	}
	return [
		...aliases.map((name): NewCompletion => ({ label: name, kind: 'alias', insertText: written(name) })),
		...tables.flatMap((table) =>
			table.columns.map((column) => {
				const isShared = (counts.get(column.name.toLowerCase()) ?? 0) > 1;
				return columnItem(column, table, isShared ? `${written(table.name)}.` : '');
			}),
		),
		...tables
			.filter(({ name }) => name !== '')
			.map(({ name }): NewCompletion => ({
				label: name,
				kind: 'table',
				insertText: `${written(name)}.`,
				opensNext: true,
			})),
	];
}

/** As the statement writes its first one. */
function caseOf(statement: SqlStatement | undefined): (word: string) => string {
	const first = statement?.tokens[0]?.text ?? '';
	return /^[a-z]{3,}$/.test(first) ? (word) => word.toLowerCase() : (word) => word;
}
