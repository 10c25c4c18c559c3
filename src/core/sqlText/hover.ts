/** What is told of the word under the pointer. */
import { describeFunction, describeTable } from './describe.ts';
import { functionNamed } from './functions.ts';
import { CLAUSES } from './keywords.ts';
import { isSame, nameOf } from './names.ts';
import { columnIn, scopeAt } from './scope.ts';
import { tableNamed } from './schema.ts';
import type { SqlColumn, SqlSchema, SqlTable } from './schema.ts';
import type { SqlFile } from './statements.ts';
import { isName } from './tokens.ts';
import type { Span } from './tokens.ts';

export type SqlHover = Span &
	(
		| { readonly kind: 'text'; readonly text: string }
		/** Of a table of a replica, so that more can be asked of it. */
		| { readonly kind: 'column'; readonly column: SqlColumn; readonly table: SqlTable | undefined }
	);

export function sqlHoverAt(file: SqlFile, offset: number, schema: SqlSchema): SqlHover | undefined {
	const statement = file.statements.find(({ body }) => offset >= body.start && offset <= body.end);
	const at = statement?.tokens.findIndex((token) => isName(token) && token.start <= offset && offset < token.end) ?? -1;
	const token = statement?.tokens[at];
	if (statement === undefined || token === undefined) return undefined;
	const { start, end } = token;
	const text = (about: string): SqlHover => ({ start, end, kind: 'text', text: about });
	const { tokens } = statement;
	const name = nameOf(token);
	const [dot, owner] = [tokens[at - 1], tokens[at - 2]];
	const qualifier = dot?.kind === 'dot' && isName(owner) ? nameOf(owner) : undefined;
	const scope = scopeAt(statement, offset, schema);
	const source = scope.tables.find((one) => token.start >= one.source.start && token.end <= one.source.end);
	if (source === undefined || source.source.block !== undefined) {
		const found = columnIn(scope.tables, name, qualifier);
		const isCall = tokens[at + 1]?.kind === 'open';
		if (found !== undefined && !isCall) {
			const { origin } = found.column;
			return { start, end, kind: 'column', column: found.column, table: origin?.table };
		}
	}
	const alias = qualifier === undefined ? scope.tables.find((one) => isSame(one.name, name)) : undefined;
	const table = alias?.table ?? tableNamed(schema, name, qualifier);
	if (table !== undefined) return text(describeTable(table));
	const called = functionNamed(name);
	if (called !== undefined && qualifier === undefined && tokens[at + 1]?.kind === 'open')
		return text(describeFunction(called));
	const clause = token.kind === 'word' ? CLAUSES[name.toUpperCase()] : undefined;
	return clause === undefined ? undefined : text(clause);
}
