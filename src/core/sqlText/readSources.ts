/** Reads what stands behind FROM: tables, queries in parentheses, functions, and what they are called. */
import { STRUCTURE_WORDS } from './keywords.ts';
import { nameOf } from './names.ts';
import type { QueryBlock, QuerySource } from './queryBlocks.ts';
import type { TokenGroup } from './tokenGroup.ts';
import { isName, isWord } from './tokens.ts';
import type { Token } from './tokens.ts';

const ENDS = ['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'WINDOW', 'UNION', 'INTERSECT', 'EXCEPT', 'RETURNING'];

/** @param tokens  from behind FROM on */
export function readSources(
	group: TokenGroup,
	tokens: readonly Token[],
	blockOf: (group: TokenGroup | undefined) => QueryBlock | undefined,
): readonly QuerySource[] {
	const sources: QuerySource[] = [];
	let isExpected = true;
	for (let at = 0; at < tokens.length && !isWord(tokens[at], ...ENDS);) {
		const token = tokens[at];
		if (token === undefined) break;
		if (token.kind === 'comma' || isWord(token, 'JOIN')) isExpected = true;
		const isSource = isExpected && (token.kind === 'open' || (isName(token) && !isStructure(token)));
		if (!isSource) {
			// Join words, and conditions behind ON and USING.
			at += 1;
			continue;
		}
		isExpected = false;
		const nested = token.kind === 'open' ? group.groupOf(token) : undefined;
		const block = blockOf(nested);
		if (nested !== undefined && block?.selects.length === 0) {
			sources.push(...readSources(nested, nested.tokens, () => undefined));
			at = behindGroup(tokens, at);
			continue;
		}
		const read = token.kind === 'open' ? readQuerySource(tokens, at, block) : readTable(tokens, at);
		sources.push(read.source);
		at = read.next;
	}
	return sources;
}

interface SourceRead {
	readonly source: QuerySource;
	readonly next: number;
}

function readQuerySource(tokens: readonly Token[], at: number, block: QueryBlock | undefined): SourceRead {
	const behind = behindGroup(tokens, at);
	const { alias, next } = readAlias(tokens, behind);
	const [start, end] = [tokens[at]?.start ?? 0, tokens[next - 1]?.end ?? 0];
	return { source: { start, end, schema: undefined, name: undefined, alias, block, isFunction: false }, next };
}

function readTable(tokens: readonly Token[], at: number): SourceRead {
	const first = tokens[at];
	const isQualified = tokens[at + 1]?.kind === 'dot';
	const second = isQualified && isName(tokens[at + 2]) ? tokens[at + 2] : undefined;
	const name = isQualified ? second : first;
	let behind = at + (isQualified ? (second === undefined ? 2 : 3) : 1);
	const isFunction = tokens[behind]?.kind === 'open';
	if (isFunction) behind = behindGroup(tokens, behind);
	const { alias, next } = readAlias(tokens, behind);
	return {
		source: {
			...{ start: first?.start ?? 0, end: tokens[behind - 1]?.end ?? 0 },
			schema: isQualified && first !== undefined ? nameOf(first) : undefined,
			name: name === undefined ? undefined : nameOf(name),
			...{ alias, block: undefined, isFunction },
		},
		next,
	};
}

function readAlias(
	tokens: readonly Token[],
	at: number,
): { readonly alias: string | undefined; readonly next: number } {
	const isSaid = isWord(tokens[at], 'AS');
	const token = tokens[isSaid ? at + 1 : at];
	if ((isName(token) && (isSaid || !isStructure(token))) || token?.kind === 'string')
		return { alias: nameOf(token), next: at + (isSaid ? 2 : 1) };
	return { alias: undefined, next: isSaid ? at + 1 : at };
}

/** A group's tokens are not among those of its surroundings: only its parentheses are. */
function behindGroup(tokens: readonly Token[], open: number): number {
	return tokens[open + 1]?.kind === 'close' ? open + 2 : open + 1;
}

function isStructure(token: Token): boolean {
	return token.kind === 'word' && STRUCTURE_WORDS.has(token.text.toUpperCase());
}
