/** Reads which columns a SELECT gives, as far as they can be named. */
import { STRUCTURE_WORDS } from './keywords.ts';
import { nameOf } from './names.ts';
import type { TokenGroup } from './tokenGroup.ts';
import { isName, isWord } from './tokens.ts';
import type { Token } from './tokens.ts';

/** A column of a result. */
export type OutputColumn =
	| { readonly kind: 'all'; readonly of: string | undefined }
	/** `from`: the column that it is, where it is nothing but a column. */
	| { readonly kind: 'named'; readonly name: string; readonly from: ColumnName | undefined };

export interface ColumnName {
	readonly table: string | undefined;
	readonly column: string;
}

/** SQLite calls them `column1`, `column2`, … */
export function valuesOutput(group: TokenGroup, list: readonly Token[]): readonly OutputColumn[] {
	const row = group.groupOf(list.find(({ kind }) => kind === 'open'));
	if (row === undefined) return [];
	const count = row.tokens.filter(({ kind }) => kind === 'comma').length + 1;
	return Array.from({ length: count }, (_, nth) => ({ kind: 'named', name: `column${nth + 1}`, from: undefined }));
}

/** @param list  what stands between SELECT and FROM */
export function readOutput(list: readonly Token[]): readonly OutputColumn[] {
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
