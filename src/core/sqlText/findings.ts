/** What is wrong with a statement, at its place, with what would mend it. */
import { directiveFindings } from './checkDirectives.ts';
import type { SqlKnowledge } from './complete.ts';
import { sqlTarget } from './directives.ts';
import { errorPlaces } from './errorPlace.ts';
import type { Prepare } from './errorPlace.ts';
import { fixesFor } from './fixes.ts';
import type { SqlSchema } from './schema.ts';
import type { SqlFile, SqlStatement } from './statements.ts';
import type { Span } from './tokens.ts';
import { writingVerb } from './verbs.ts';

export interface SqlFix {
	readonly title: string;
	readonly edit: Span & { readonly text: string };
}

export interface SqlFinding extends Span {
	readonly message: string;
	readonly severity: 'error' | 'warning';
	/** The most likely first. */
	readonly fixes: readonly SqlFix[];
}

/** What is wrong with the comments of a file, whatever its replicas hold. */
export function fileFindings(file: SqlFile, connections: SqlKnowledge['connections']): readonly SqlFinding[] {
	const own = file.statements.flatMap(({ directives }) => directives);
	return directiveFindings([...new Set([...file.directives, ...own])], connections);
}

/** @param prepare  on the replicas that the statement is meant for */
export function statementFindings(statement: SqlStatement, prepare: Prepare, schema: SqlSchema): readonly SqlFinding[] {
	const verb = writingVerb(statement.tokens);
	if (verb !== undefined) return [refusal(verb)];
	return errorPlaces(statement, prepare).map(({ message, name, start, end }) => ({
		...{ message, start, end, severity: 'error' },
		fixes: name === undefined ? [] : fixesFor(statement, { ...name, start, end }, schema),
	}));
}

function refusal({ text, start, end }: Span & { readonly text: string }): SqlFinding {
	const message = `${text.toUpperCase()} is refused: queries only read. Change data at its source, and replicate.`;
	return { message, start, end, severity: 'error', fixes: [] };
}

/** Statements that name other replicas than the one before have to be prepared elsewhere. */
export function targetKey(file: SqlFile, statement: SqlStatement): string {
	return JSON.stringify(sqlTarget(file, statement));
}
