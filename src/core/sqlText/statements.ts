/** Reads a file of SQL: its statements, each with its place, and what its comments say about connections. */
import { directivesIn } from './directives.ts';
import type { Directive } from './directives.ts';
import { isTrivia, tokensOf } from './tokens.ts';
import type { Span, Token } from './tokens.ts';

export interface SqlStatement extends Span {
	/** Its number in the file, from 1. */
	readonly number: number;
	/** From its first word to its last, without the semicolon. `start` to `end` also holds what stands before, and the semicolon. */
	readonly body: Span;
	/** Of the body. */
	readonly text: string;
	/** Of the body, without spaces and comments. */
	readonly tokens: readonly Token[];
	/** In comments before the body. Those of the first statement count for the whole file. */
	readonly directives: readonly Directive[];
}

export interface SqlFile {
	readonly text: string;
	readonly tokens: readonly Token[];
	readonly statements: readonly SqlStatement[];
	/** At the head of the file. */
	readonly directives: readonly Directive[];
}

export function readSqlFile(text: string): SqlFile {
	const tokens = tokensOf(text);
	const statements: SqlStatement[] = [];
	let part: Token[] = [];
	const finish = (): void => {
		const statement = statementOf(text, part, statements.length + 1);
		if (statement === undefined) return;
		statements.push(statement);
		part = [];
	};
	for (const token of tokens) {
		part.push(token);
		if (token.kind === 'semicolon') finish();
	}
	finish();
	const [first] = statements;
	return { text, tokens, statements, directives: first?.directives ?? directivesIn(tokens) };
}

/** @returns `undefined` for nothing but spaces, comments and semicolons: they belong to what follows */
function statementOf(text: string, part: readonly Token[], number: number): SqlStatement | undefined {
	const tokens = part.filter((token) => !isTrivia(token) && token.kind !== 'semicolon');
	const [first, last] = [tokens[0], tokens.at(-1)];
	if (first === undefined || last === undefined) return undefined;
	const body = { start: first.start, end: last.end };
	return {
		...{ number, start: part[0]?.start ?? 0, end: part.at(-1)?.end ?? 0, body, tokens },
		text: text.slice(body.start, body.end),
		directives: directivesIn(part.filter(({ end }) => end <= body.start)),
	};
}

/**
 * The statement that a cursor stands in: behind a semicolon on the same line it is still the one before, and beside none
 * the nearest one above, else the first.
 */
export function statementAt({ text, statements }: SqlFile, offset: number): SqlStatement | undefined {
	const at = statements.find(({ start, end }) => offset >= start && offset < end);
	const before = statements.findLast(({ end }) => end <= offset);
	if (at === undefined) return before ?? statements[0];
	const isOnItsLine = before !== undefined && !text.slice(before.end, offset).includes('\n');
	return isOnItsLine && offset < at.body.start ? before : at;
}
