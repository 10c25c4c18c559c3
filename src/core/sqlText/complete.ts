/** Completion of SQL: tables, columns, values, functions, keywords; connections in comments. */
import { completions } from './completion.ts';
import type { NewCompletion, SqlCompletions } from './completion.ts';
import { completeDirective } from './completeDirective.ts';
import { describeColumn, describeFunction, describeTable } from './describe.ts';
import { FUNCTIONS } from './functions.ts';
import { CLAUSES } from './keywords.ts';
import { isSame, nameOf, written, writtenText } from './names.ts';
import { columnIn, scopeAt, writtenPath } from './scope.ts';
import type { Scope, ScopeColumn, ScopeTable } from './scope.ts';
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
	const statement = file.statements.find(({ start, end }) => start <= offset && offset <= end);
	const isBehind =
		statement !== undefined &&
		offset > statement.body.end &&
		file.text.charAt(statement.end - 1) === ';' &&
		offset >= statement.end;
	const tokens = statement === undefined || isBehind ? [] : statement.tokens;
	const word = at !== undefined && isName(at) ? at : undefined;
	const before = tokens.filter(({ end, start }) => end <= offset && start !== word?.start);
	const isText = at?.kind === 'string' && offset < at.end;
	if (isText)
		return completeText(at, offset, { before: before.filter(({ end }) => end <= at.start), statement, knowledge });
	if (
		at !== undefined &&
		(['number', 'blob', 'parameter', 'unknown'].includes(at.kind) || (at.kind === 'string' && offset === at.end))
	)
		return undefined;
	const items = itemsAt({ before, offset, statement: isBehind ? undefined : statement, knowledge });
	if (items.length === 0) return undefined;
	const start = word?.start ?? offset;
	return { replace: { start, end: word?.end ?? offset }, insert: { start, end: offset }, items: completions(items) };
}

interface Place {
	/** Of the statement, up to the word that is being typed. */
	readonly before: readonly Token[];
	readonly offset: number;
	readonly statement: SqlStatement | undefined;
	readonly knowledge: SqlKnowledge;
}

function itemsAt(place: Place): readonly NewCompletion[] {
	const { before, offset, statement, knowledge } = place;
	const write = caseOf(statement);
	const last = before.at(-1);
	if (last === undefined) return ['SELECT', 'WITH', 'VALUES', 'EXPLAIN'].map((word) => keyword(word, write));
	// A name is being made up.
	if (isWord(last, 'AS') && !isWord(before.at(-2), 'MATERIALIZED')) return [];
	const scope: Scope =
		statement === undefined ? { tables: [], named: [], aliases: [] } : scopeAt(statement, offset, knowledge.schema);
	if (last.kind === 'dot') return membersOf(before, scope, knowledge.schema);
	if (expectsTable(before)) return tableItems(scope, knowledge.schema);
	return [
		...valueItems(before, scope),
		...columnItems(scope),
		...functionItems(),
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

function tableItem(table: SqlTable, insertText: string): NewCompletion {
	const label = table.schema === MAIN ? table.name : `${table.schema}.${table.name}`;
	const detail = table.rows === undefined ? '' : table.rows.toLocaleString('en');
	return { label, kind: 'table', detail, insertText, documentation: () => describeTable(table) };
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

function columnItem(column: ScopeColumn, { name: table, table: stored }: ScopeTable, prefix: string): NewCompletion {
	const detail = [column.label === column.name ? undefined : column.label, column.type].filter(Boolean).join(' · ');
	return {
		...{ label: column.name, kind: 'column', detail: detail === '' ? table : detail },
		insertText: `${prefix}${written(column.name)}`,
		documentation: () => describeColumn(column, column.origin?.table ?? stored),
	};
}

/** Behind a comparison with a column whose values are known. */
function valueItems(before: readonly Token[], scope: Scope): readonly NewCompletion[] {
	return valuesCompared(before, scope).map(({ value, label = '' }) => ({
		...{ label: writtenText(value), kind: 'value', detail: label === value ? '' : label },
		filterText: writtenText(value),
	}));
}

function valuesCompared(before: readonly Token[], { tables }: Scope): NonNullable<ScopeColumn['values']> {
	let at = before.length - 1;
	// `column IN ('a', '`
	while (['string', 'comma'].includes(before[at]?.kind ?? '')) at -= 1;
	if (before[at]?.kind === 'open' && isWord(before[at - 1], 'IN')) at -= 2;
	else if (isWord(before[at], 'IS') || ['=', '==', '<>', '!='].includes(before[at]?.text ?? '')) at -= 1;
	else if (isWord(before[at], 'NOT') && isWord(before[at - 1], 'IS')) at -= 2;
	else return [];
	if (isWord(before[at], 'NOT')) at -= 1;
	const column = before[at];
	if (!isName(column)) return [];
	const table = before[at - 1]?.kind === 'dot' && isName(before[at - 2]) ? before[at - 2] : undefined;
	return columnIn(tables, nameOf(column), table === undefined ? undefined : nameOf(table))?.column.values ?? [];
}

/** Within quotes: values that the compared column has. */
function completeText(
	text: Token,
	offset: number,
	{ before, statement, knowledge }: Omit<Place, 'offset'>,
): SqlCompletions | undefined {
	if (statement === undefined) return undefined;
	const items = valueItems(before, scopeAt(statement, text.start, knowledge.schema));
	if (items.length === 0) return undefined;
	return {
		replace: { start: text.start, end: text.end },
		insert: { start: text.start, end: offset },
		items: completions(items),
	};
}

function functionItems(): readonly NewCompletion[] {
	return FUNCTIONS.filter(({ kind }) => kind !== 'table').map(functionItem);
}

function functionItem(one: (typeof FUNCTIONS)[number]): NewCompletion {
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

function keyword(word: string, write: (word: string) => string): NewCompletion {
	return { label: write(word), kind: 'keyword', documentation: () => CLAUSES[word] ?? '' };
}

/** As the statement writes its first one. */
function caseOf(statement: SqlStatement | undefined): (word: string) => string {
	const first = statement?.tokens[0]?.text ?? '';
	return /^[a-z]{3,}$/.test(first) ? (word) => word.toLowerCase() : (word) => word;
}
