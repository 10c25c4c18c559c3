/** Which names mean something at a place of a query: tables and their columns, from the innermost query outwards. */
import { FUNCTION_COLUMNS } from './functions.ts';
import { isSame } from './names.ts';
import { readQuery } from './queryBlocks.ts';
import type { NamedQuery, QueryBlock, QuerySelect, QuerySource } from './queryBlocks.ts';
import { MAIN, tableNamed } from './schema.ts';
import type { SqlColumn, SqlSchema, SqlTable } from './schema.ts';
import type { SqlStatement } from './statements.ts';

/** A source as it can be named. */
export interface ScopeTable {
	/** Its alias, else its name. */
	readonly name: string;
	readonly source: QuerySource;
	/** The table of a replica that it is; absent for queries and functions. */
	readonly table: SqlTable | undefined;
	readonly columns: readonly ScopeColumn[];
	/** 0: of the query that the place belongs to; 1: of the one around it. */
	readonly level: number;
}

export interface ScopeColumn extends SqlColumn {
	/** The table of a replica that it comes from unchanged, and its name there. */
	readonly origin?: { readonly table: SqlTable; readonly column: SqlColumn } | undefined;
}

export interface Scope {
	readonly tables: readonly ScopeTable[];
	/** Queries that WITH has named and that can be read from here. */
	readonly named: readonly NamedQuery[];
	/** Names that the query gives its own columns: ORDER BY and GROUP BY know them. */
	readonly aliases: readonly string[];
}

/** Queries in queries deeper than this are not looked through. */
const DEEPEST = 20;

export function scopeAt(
	statement: Pick<SqlStatement, 'tokens' | 'start' | 'end'>,
	offset: number,
	schema: SqlSchema,
): Scope {
	const path = pathTo(readQuery(statement.tokens, statement), offset);
	const named = path.flatMap((block) => block.named).toReversed();
	const columns = new ColumnReader(schema);
	const tables = path.toReversed().flatMap((block, level) => {
		const select = selectAt(block, offset);
		return select === undefined ? [] : columns.tablesOf(select, named, level);
	});
	const own = selectAt(path.at(-1), offset);
	const aliases = own?.output.flatMap((one) =>
		one.kind === 'named' && one.from?.column !== one.name ? [one.name] : [],
	);
	return { tables, named, aliases: aliases ?? [] };
}

/** From the outermost block to the innermost that holds the place. Parentheses without a query belong to what is around them. */
function pathTo(block: QueryBlock, offset: number): readonly QueryBlock[] {
	const inner = block.inner.find(({ start, end }) => offset >= start && offset <= end);
	const path = inner === undefined ? [] : pathTo(inner, offset);
	return block.selects.length === 0 && block.named.length === 0 ? path : [block, ...path];
}

function selectAt(block: QueryBlock | undefined, offset: number): QuerySelect | undefined {
	if (block === undefined) return undefined;
	return block.selects.findLast(({ start }) => start <= offset);
}

class ColumnReader {
	readonly #schema: SqlSchema;

	constructor(schema: SqlSchema) {
		this.#schema = schema;
	}

	tablesOf(select: QuerySelect, named: readonly NamedQuery[], level: number, depth = 0): readonly ScopeTable[] {
		return select.sources.flatMap((source): ScopeTable[] => {
			const name = source.alias ?? source.name;
			const { table, columns } = this.#read(source, named, depth);
			return [{ name: name ?? '', source, table, columns, level }];
		});
	}

	#read(
		source: QuerySource,
		named: readonly NamedQuery[],
		depth: number,
	): { readonly table: SqlTable | undefined; readonly columns: readonly ScopeColumn[] } {
		if (source.isFunction) return { table: undefined, columns: FUNCTION_COLUMNS.map((name) => ({ name, type: '' })) };
		if (source.block !== undefined) return { table: undefined, columns: this.#output(source.block, named, depth + 1) };
		if (source.name === undefined) return { table: undefined, columns: [] };
		const { name, schema } = source;
		const query = schema === undefined ? named.find((one) => isSame(one.name, name)) : undefined;
		if (query !== undefined) return { table: undefined, columns: this.#namedColumns(query, named, depth + 1) };
		const table = tableNamed(this.#schema, name, schema);
		return { table, columns: table?.columns.map((column) => ({ ...column, origin: { table, column } })) ?? [] };
	}

	#namedColumns(query: NamedQuery, named: readonly NamedQuery[], depth: number): readonly ScopeColumn[] {
		const output = query.block === undefined ? [] : this.#output(query.block, named, depth);
		return query.columns?.map((name, nth) => ({ ...(output[nth] ?? { type: '' }), name })) ?? output;
	}

	#output(block: QueryBlock, outer: readonly NamedQuery[], depth: number): readonly ScopeColumn[] {
		const [first] = block.selects;
		if (first === undefined || depth > DEEPEST) return [];
		const tables = this.tablesOf(first, [...block.named.toReversed(), ...outer], 0, depth);
		return first.output.flatMap((one): readonly ScopeColumn[] => {
			if (one.kind === 'all')
				return tables
					.filter(({ name }) => one.of === undefined || isSame(name, one.of))
					.flatMap(({ columns }) => columns);
			const from = one.from === undefined ? undefined : columnIn(tables, one.from.column, one.from.table)?.column;
			return [{ ...(from ?? { type: '' }), name: one.name }];
		});
	}
}

export interface FoundColumn {
	readonly table: ScopeTable;
	readonly column: ScopeColumn;
}

/** The nearest column of the name. */
export function columnIn(tables: readonly ScopeTable[], column: string, table?: string): FoundColumn | undefined {
	for (const one of tables) {
		if (table !== undefined && !isSame(one.name, table)) continue;
		const found = one.columns.find(({ name }) => isSame(name, column));
		if (found !== undefined) return { table: one, column: found };
	}
	return undefined;
}

/** A table as it is written in FROM. */
export function writtenPath(
	{ schema, name }: Pick<SqlTable, 'schema' | 'name'>,
	write: (name: string) => string,
): string {
	return schema === MAIN ? write(name) : `${write(schema)}.${write(name)}`;
}
