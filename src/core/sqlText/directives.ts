/** What comments of a file of SQL say: `-- @connection agency`, `-- @attach mls AS m`, `-- @name Price cuts`. */
import type { SqlFile, SqlStatement } from './statements.ts';
import { isSame } from './names.ts';
import type { Span, Token } from './tokens.ts';

export const DIRECTIVES = ['connection', 'attach', 'name'] as const;
export type DirectiveName = (typeof DIRECTIVES)[number];

export interface Directive extends Span {
	/** Behind the `@`, as it is written. */
	readonly name: string;
	readonly nameSpan: Span;
	readonly value: string;
	readonly valueSpan: Span;
}

/** `-- @name value`, alone in its comment. */
const PATTERN = /^(--\s*@)([A-Za-z]+)([ \t]*)([^\n]*?)\s*$/;

export function directivesIn(tokens: readonly Token[]): readonly Directive[] {
	return tokens.flatMap((token) => {
		const [, before, name, space, value] = (token.kind === 'comment' ? PATTERN.exec(token.text) : undefined) ?? [];
		if (before === undefined || name === undefined || space === undefined || value === undefined) return [];
		const nameStart = token.start + before.length;
		const valueStart = nameStart + name.length + space.length;
		return [
			{
				...{ start: token.start, end: token.end, name: name.toLowerCase(), value },
				nameSpan: { start: nameStart, end: nameStart + name.length },
				valueSpan: { start: valueStart, end: valueStart + value.length },
			},
		];
	});
}

export interface AttachedReplica {
	readonly connection: string;
	/** What its tables are reached by: `mls.Property`. */
	readonly schema: string;
}

export interface SqlTarget {
	/** Absent where no comment says it. */
	readonly connection: string | undefined;
	readonly attached: readonly AttachedReplica[];
}

/** The replicas that a statement is meant for: its own comments go before those at the head of the file. */
export function sqlTarget(file: Pick<SqlFile, 'directives'>, statement: SqlStatement | undefined): SqlTarget {
	const own = statement?.directives ?? [];
	const all = [...file.directives.filter((one) => !own.includes(one)), ...own];
	const attached: AttachedReplica[] = [];
	for (const { value } of all.filter(({ name, value: given }) => name === 'attach' && given !== '')) {
		const one = attachedReplica(value);
		if (!attached.some(({ schema }) => isSame(schema, one.schema))) attached.push(one);
	}
	const connection = all.findLast(({ name, value }) => name === 'connection' && value !== '')?.value;
	return { connection, attached };
}

/** `mls`, or `mls AS m`. */
export function attachedReplica(value: string): AttachedReplica {
	const [, connection = value, schema = value] = /^(\S+)\s+as\s+(\S+)$/i.exec(value) ?? [];
	return { connection, schema };
}

/** What the statement is called, where a comment says it. */
export function nameGiven({ directives }: SqlStatement): string | undefined {
	return directives.findLast(({ name, value }) => name === 'name' && value !== '')?.value;
}
