/** What is wrong with a statement, at its place, with what would mend it. */
import { directiveFindings } from './checkDirectives.ts';
import type { SqlKnowledge } from './complete.ts';
import { errorPlaces } from './errorPlace.ts';
import type { Prepare, SqlError } from './errorPlace.ts';
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

/** What SQLite says of a statement; of one that only SQLite would refuse, nothing. */
export function statementErrors(statement: SqlStatement, prepare: Prepare): readonly SqlError[] {
	return writingVerb(statement.tokens) === undefined ? errorPlaces(statement, prepare) : [];
}

/** @param errors  as `statementErrors` gives them */
export function statementFindings(
	statement: SqlStatement,
	errors: readonly SqlError[],
	schema: SqlSchema,
): readonly SqlFinding[] {
	const verb = writingVerb(statement.tokens);
	if (verb !== undefined) return [refusal(verb)];
	return errors.map(({ message, name, start, end }) => {
		const fixes = name === undefined ? [] : fixesFor(statement, { ...name, start, end }, schema);
		const [meant] = fixes;
		const question = meant === undefined || name === undefined ? '' : `. Did you mean ${meant.edit.text}?`;
		return { message: `${message}${question}`, start, end, severity: 'error', fixes };
	});
}

function refusal({ text, start, end }: Span & { readonly text: string }): SqlFinding {
	const message = `${text.toUpperCase()} is refused: queries only read. Change data at its source, and replicate.`;
	return { message, start, end, severity: 'error', fixes: [] };
}
