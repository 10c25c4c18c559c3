/**
 * The structure of a query as far as names depend on it: which tables are read where, under which names, and which columns
 * come out. Half-written queries have one too.
 */
import { nameOf } from './names.ts';
import { readOutput, valuesOutput } from './readOutput.ts';
import type { OutputColumn } from './readOutput.ts';
import { readSources } from './readSources.ts';
import { TokenGroup } from './tokenGroup.ts';
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
