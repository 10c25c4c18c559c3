/** How a file of SQL is built: its statements by name, and what of it folds. */
import { nameGiven } from './directives.ts';
import { readQuery } from './queryBlocks.ts';
import type { SqlFile, SqlStatement } from './statements.ts';
import type { Span } from './tokens.ts';

export interface SqlSymbol extends Span {
	readonly name: string;
	readonly detail: string;
	readonly selection: Span;
	/** Queries that WITH names. */
	readonly children: readonly (Span & { readonly name: string })[];
}

const MOST_CHARACTERS = 80;

export function sqlSymbols({ statements }: SqlFile): readonly SqlSymbol[] {
	return statements.map((statement) => ({
		...statement.body,
		name: titleOf(statement),
		detail: nameGiven(statement) === undefined ? '' : shortened(statement.text),
		selection: statement.body,
		children: readQuery(statement.tokens, statement).named.map(({ name, start, end, block }) => ({
			...{ name, start },
			end: Math.min(block?.end ?? end, statement.body.end),
		})),
	}));
}

/** The name that a comment gives it, else how it begins. */
export function titleOf(statement: SqlStatement): string {
	return nameGiven(statement) ?? shortened(statement.text);
}

export function shortened(text: string): string {
	const line = text
		.replaceAll(/--[^\n]*/g, ' ')
		.replaceAll(/\s+/g, ' ')
		.trim();
	return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS - 1).toWellFormed()}…`;
}

export interface SqlFold extends Span {
	readonly kind: 'statement' | 'comment' | 'part';
}

/** Statements, long comments, and what stands in parentheses. What lies on one line is for the editor to leave out. */
export function sqlFolds({ tokens, statements }: SqlFile): readonly SqlFold[] {
	const folds: SqlFold[] = statements.map(({ body }) => ({ ...body, kind: 'statement' }));
	const open: number[] = [];
	for (const { kind, start, end } of tokens) {
		if (kind === 'comment') folds.push({ start, end, kind: 'comment' });
		if (kind === 'open') open.push(start);
		const begun = kind === 'close' ? open.pop() : undefined;
		if (begun !== undefined) folds.push({ start: begun, end, kind: 'part' });
	}
	return folds;
}
