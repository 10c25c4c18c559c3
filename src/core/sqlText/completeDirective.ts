/** Completion in comments: what `@` can say, and the connections that it can name. */
import { completions } from './completion.ts';
import type { NewCompletion, SqlCompletions } from './completion.ts';
import { DIRECTIVES } from './directives.ts';
import type { DirectiveName } from './directives.ts';
import type { Token } from './tokens.ts';

const ABOUT: Readonly<Record<DirectiveName, string>> = {
	connection: 'The replica that is queried. At the head of the file for all of it, above a statement for that one.',
	attach: 'A further replica: its tables are called `name.Table`, or `m.Table` after `@attach name AS m`.',
	name: 'What the statement is called: in the outline, and for `freehold query --statement`.',
};

export function completeDirective(
	comment: Token,
	offset: number,
	connections: readonly string[],
): SqlCompletions | undefined {
	const text = comment.text.slice(0, offset - comment.start);
	const [, name] = /^--\s*@([A-Za-z]*)$/.exec(text) ?? [];
	if (name !== undefined) return offered(comment, offset, name.length, DIRECTIVES.map(directive));
	const [, value] = /^--\s*@(?:connection|attach)[ \t]+(\S*)$/i.exec(text) ?? [];
	if (value === undefined) return undefined;
	const items = connections.map((label): NewCompletion => ({ label, kind: 'connection' }));
	return offered(comment, offset, value.length, items);
}

function offered(
	comment: Token,
	offset: number,
	typed: number,
	items: readonly NewCompletion[],
): SqlCompletions | undefined {
	if (items.length === 0) return undefined;
	const start = offset - typed;
	const [rest = ''] = /^\w*/.exec(comment.text.slice(offset - comment.start)) ?? [];
	return {
		...{ replace: { start, end: offset + rest.length }, insert: { start, end: offset } },
		items: completions(items),
	};
}

function directive(name: DirectiveName): NewCompletion {
	return {
		label: name,
		kind: 'directive',
		insertText: `${name} `,
		documentation: () => ABOUT[name],
		opensNext: name !== 'name',
	};
}
