/** What a name that SQLite does not know was meant to be. */
import type { SqlFix } from './findings.ts';
import { FUNCTIONS } from './functions.ts';
import { isSame, nameOf, nearestName, written, writtenText } from './names.ts';
import { scopeAt, writtenPath } from './scope.ts';
import type { SqlSchema } from './schema.ts';
import type { SqlStatement } from './statements.ts';
import type { Span, Token } from './tokens.ts';

export interface UnknownName extends Span {
	readonly kind: 'column' | 'table' | 'function';
	readonly name: string;
	readonly qualifier?: string | undefined;
}

export function fixesFor(statement: SqlStatement, unknown: UnknownName, schema: SqlSchema): readonly SqlFix[] {
	const { start, end } = unknown;
	const replace = (text: string): SqlFix => ({ title: `Replace with ${text}`, edit: { start, end, text } });
	switch (unknown.kind) {
		case 'table':
			return tableFixes(unknown, schema).map(replace);
		case 'function': {
			const name = nearestName(
				unknown.name,
				FUNCTIONS.map((one) => one.name),
			);
			return name === undefined ? [] : [replace(name)];
		}
		case 'column':
			return [...columnFixes(statement, unknown, schema).map(replace), ...textFix(statement, unknown)];
	}
}

/** The nearest name; or the same one where it belongs to another replica. */
function tableFixes({ name, qualifier }: UnknownName, { tables }: SqlSchema): readonly string[] {
	const elsewhere = tables.filter((table) => isSame(table.name, name));
	if (elsewhere.length > 0) return elsewhere.map((table) => writtenPath(table, written));
	const within = qualifier === undefined ? tables : tables.filter(({ schema }) => isSame(schema, qualifier));
	const meant = nearestName(name, new Set(within.map((table) => table.name)));
	const found = meant === undefined ? undefined : within.find((table) => table.name === meant);
	return found === undefined ? [] : [writtenPath(found, written)];
}

function columnFixes(
	statement: SqlStatement,
	{ name, qualifier, start }: UnknownName,
	schema: SqlSchema,
): readonly string[] {
	const { tables, aliases } = scopeAt(statement, start, schema);
	const owner = qualifier === undefined ? undefined : tables.find((table) => isSame(table.name, qualifier));
	// A column that another table of the query has, or a table that is called otherwise.
	const elsewhere = tables.find(({ columns }) => columns.some((column) => isSame(column.name, name)));
	if (elsewhere !== undefined) return [`${written(elsewhere.name)}.${written(name)}`];
	if (qualifier !== undefined && owner === undefined) {
		const table = nearestName(
			qualifier,
			tables.map((one) => one.name),
		);
		return table === undefined ? [] : [`${written(table)}.${written(name)}`];
	}
	const names = owner?.columns ?? tables.flatMap(({ columns }) => columns);
	const meant = nearestName(name, [...names.map((column) => column.name), ...(owner === undefined ? aliases : [])]);
	if (meant === undefined) return [];
	return [qualifier === undefined ? written(meant) : `${written(qualifier)}.${written(meant)}`];
}

/** `"Brno"` is a name; text has single quotes. */
function textFix({ tokens }: SqlStatement, { start, end }: UnknownName): readonly SqlFix[] {
	const token: Token | undefined = tokens.find((one) => one.start === start && one.end === end);
	if (token?.kind !== 'quoted' || !token.text.startsWith('"')) return [];
	const text = writtenText(nameOf(token));
	return [{ title: `Write it as text: ${text}`, edit: { start, end, text } }];
}
