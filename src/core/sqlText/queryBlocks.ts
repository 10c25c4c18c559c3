/**
 * The structure of a query as far as names depend on it: which tables are read where, under which names, and which columns
 * come out. Half-written queries have one too.
 */
import { nameOf } from './names.ts';
import { STRUCTURE_WORDS } from './keywords.ts';
import { readSources } from './readSources.ts';
import { isName, isWord } from './tokens.ts';
import type { Span, Token } from './tokens.ts';

/** Something that rows are read from. */
export interface QuerySource extends Span {
	readonly schema: string | undefined;
	/** Of a table or a function. */
	readonly name: string | undefined;
	readonly alias: string | undefined;
	/** Of a query in parentheses. */
	readonly block: QueryBlock | undefined;
	readonly isFunction: boolean;
}

/** A column of a result. */
export type OutputColumn =
	| { readonly kind: 'all'; readonly of: string | undefined }
	/** `from`: the column that it is, where it is nothing but a column. */
	| { readonly kind: 'named'; readonly name: string; readonly from: ColumnName | undefined };

export interface ColumnName {
	readonly table: string | undefined;
	readonly column: string;
}

/** One SELECT of a query that UNION and the like may make of several. */
export interface QuerySelect extends Span {
	readonly sources: readonly QuerySource[];
	readonly output: readonly OutputColumn[];
}

export interface NamedQuery extends Span {
	readonly name: string;
	readonly columns: readonly string[] | undefined;
	readonly block: QueryBlock | undefined;
}

export interface QueryBlock extends Span {
	readonly named: readonly NamedQuery[];
	readonly selects: readonly QuerySelect[];
	/** Queries within it, wherever they stand. */
	readonly inner: readonly QueryBlock[];
}

/** @param tokens  of a statement, without spaces and comments */
export function readQuery(tokens: readonly Token[], span: Span): QueryBlock {
	return readBlock(new TokenGroup(tokens, span));
}

const DEEPEST = 100;

/** Tokens between parentheses (or all of them). What is nested deeper is a group of its own, found by its opening token. */
export class TokenGroup implements Span {
	readonly tokens: readonly Token[];
	readonly start: number;
	readonly end: number;
	readonly #groups = new Map<Token, TokenGroup>();

	constructor(tokens: readonly Token[], { start, end }: Span, depth = 0) {
		this.start = start;
		this.end = end;
		const own: Token[] = [];
		for (let at = 0; at < tokens.length; at++) {
			const token = tokens[at];
			if (token === undefined) break;
			own.push(token);
			if (token.kind !== 'open') continue;
			const closing = closingOf(tokens, at);
			const closed = tokens[closing];
			const inside = { start: token.end, end: closed?.start ?? end };
			// Nor would SQLite read more of them.
			if (depth < DEEPEST) this.#groups.set(token, new TokenGroup(tokens.slice(at + 1, closing), inside, depth + 1));
			at = closing - 1;
		}
		this.tokens = own;
	}

	groupOf(open: Token | undefined): TokenGroup | undefined {
		return open === undefined ? undefined : this.#groups.get(open);
	}

	get groups(): readonly TokenGroup[] {
		return [...this.#groups.values()];
	}
}

/** Place of the closing one, or behind the last token. */
function closingOf(tokens: readonly Token[], open: number): number {
	let depth = 0;
	for (let at = open; at < tokens.length; at++) {
		const kind = tokens[at]?.kind;
		if (kind === 'open') depth += 1;
		else if (kind === 'close') depth -= 1;
		if (depth === 0) return at;
	}
	return tokens.length;
}

export function readBlock(group: TokenGroup): QueryBlock {
	const inner = new Map<TokenGroup, QueryBlock>();
	for (const one of group.groups) inner.set(one, readBlock(one));
	const blockOf = (one: TokenGroup | undefined): QueryBlock | undefined =>
		one === undefined ? undefined : inner.get(one);
	const named = readNamed(group, blockOf);
	const selects: QuerySelect[] = [];
	const starts = group.tokens.flatMap((token, at) => (isWord(token, 'SELECT', 'VALUES') ? [at] : []));
	for (const [nth, from] of starts.entries()) {
		const to = starts[nth + 1] ?? group.tokens.length;
		const end = group.tokens[to]?.start ?? group.end;
		selects.push(readSelect(group, { from, to, end }, blockOf));
	}
	return { start: group.start, end: group.end, named, selects, inner: [...inner.values()] };
}

type BlockOf = (group: TokenGroup | undefined) => QueryBlock | undefined;

/** `WITH a AS (…), b(x, y) AS MATERIALIZED (…)` */
function readNamed(group: TokenGroup, blockOf: BlockOf): readonly NamedQuery[] {
	const { tokens } = group;
	const named: NamedQuery[] = [];
	let at = tokens.findIndex((token) => isWord(token, 'WITH'));
	if (at === -1) return named;
	at += isWord(tokens[at + 1], 'RECURSIVE') ? 2 : 1;
	while (isName(tokens[at]) && !isWord(tokens[at], 'SELECT', 'VALUES')) {
		const name = tokens[at];
		if (name === undefined) break;
		at += 1;
		let columns: readonly string[] | undefined;
		if (tokens[at]?.kind === 'open') {
			columns = group.groupOf(tokens[at])?.tokens.filter(isName).map(nameOf);
			at += tokens[at + 1]?.kind === 'close' ? 2 : 1;
		}
		while (isWord(tokens[at], 'AS', 'NOT', 'MATERIALIZED')) at += 1;
		const block = blockOf(group.groupOf(tokens[at]));
		named.push({ name: nameOf(name), start: name.start, end: name.end, columns, block });
		if (tokens[at]?.kind === 'open') at += tokens[at + 1]?.kind === 'close' ? 2 : 1;
		if (tokens[at]?.kind !== 'comma') break;
		at += 1;
	}
	return named;
}

interface SelectRange {
	readonly from: number;
	readonly to: number;
	/** Offset. */
	readonly end: number;
}

function readSelect(group: TokenGroup, { from, to, end }: SelectRange, blockOf: BlockOf): QuerySelect {
	const tokens = group.tokens.slice(from, to);
	const fromAt = tokens.findIndex((token) => isWord(token, 'FROM'));
	const listEnd = fromAt === -1 ? tokens.findIndex((token, at) => at > 0 && isWord(token, ...BEHIND_LIST)) : fromAt;
	const list = tokens.slice(1, listEnd === -1 ? undefined : listEnd);
	return {
		start: tokens[0]?.start ?? group.start,
		end,
		sources: fromAt === -1 ? [] : readSources(group, tokens.slice(fromAt + 1), blockOf),
		output: isWord(tokens[0], 'VALUES') ? valuesOutput(group, list) : readOutput(list),
	};
}

const BEHIND_LIST = ['WHERE', 'GROUP', 'ORDER', 'LIMIT', 'UNION', 'INTERSECT', 'EXCEPT'];

/** SQLite calls them `column1`, `column2`, … */
function valuesOutput(group: TokenGroup, list: readonly Token[]): readonly OutputColumn[] {
	const row = group.groupOf(list.find(({ kind }) => kind === 'open'));
	if (row === undefined) return [];
	const count = row.tokens.filter(({ kind }) => kind === 'comma').length + 1;
	return Array.from({ length: count }, (_, nth) => ({ kind: 'named', name: `column${nth + 1}`, from: undefined }));
}

function readOutput(list: readonly Token[]): readonly OutputColumn[] {
	return splitAtCommas(isWord(list[0], 'DISTINCT', 'ALL') ? list.slice(1) : list).flatMap(outputColumn);
}

function outputColumn(tokens: readonly Token[]): readonly OutputColumn[] {
	const last = tokens.at(-1);
	if (last === undefined) return [];
	if (last.text === '*' && tokens.length === 1) return [{ kind: 'all', of: undefined }];
	const [table, dot] = tokens;
	if (last.text === '*' && tokens.length === 3 && dot?.kind === 'dot' && isName(table))
		return [{ kind: 'all', of: nameOf(table) }];
	const before = tokens.at(-2);
	const hasAlias = isWord(before, 'AS') || (tokens.length > 1 && isName(last) && endsValue(before));
	const value = hasAlias ? tokens.slice(0, isWord(before, 'AS') ? -2 : -1) : tokens;
	const from = columnName(value);
	if (hasAlias) return [{ kind: 'named', name: nameOf(last), from }];
	if (from !== undefined) return [{ kind: 'named', name: from.column, from }];
	// SQLite makes the name of the text; nobody can use it without quoting all of it.
	return [];
}

/** `Price`, `p.Price`, `main.Property.Price`. */
function columnName(tokens: readonly Token[]): ColumnName | undefined {
	const isPath = tokens.every((token, at) => (at % 2 === 0 ? isName(token) : token.kind === 'dot'));
	const last = tokens.at(-1);
	if (!isPath || last === undefined || tokens.length % 2 === 0 || isWord(last, ...STRUCTURE_WORDS)) return undefined;
	const table = tokens.at(-3);
	return { table: table === undefined ? undefined : nameOf(table), column: nameOf(last) };
}

/** Whether a name behind it is an alias. */
function endsValue(token: Token | undefined): boolean {
	if (token === undefined) return false;
	if (token.kind === 'word')
		return isWord(token, 'END', 'NULL', 'TRUE', 'FALSE') || !STRUCTURE_WORDS.has(token.text.toUpperCase());
	return ['quoted', 'string', 'number', 'blob', 'parameter', 'close'].includes(token.kind);
}

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
	const parts: Token[][] = [[]];
	for (const token of tokens) {
		if (token.kind === 'comma') parts.push([]);
		else parts.at(-1)?.push(token);
	}
	return parts;
}
