/** Completion of values: those that the vendor's enumeration has for the column that is compared. */
import { completions } from './completion.ts';
import type { NewCompletion, SqlCompletions } from './completion.ts';
import { nameOf, writtenText } from './names.ts';
import { columnIn } from './scope.ts';
import type { Scope, ScopeColumn } from './scope.ts';
import { isName, isWord } from './tokens.ts';
import type { Token } from './tokens.ts';

/** Behind a comparison with a column whose values are known. */
export function valueItems(before: readonly Token[], scope: Scope): readonly NewCompletion[] {
	return valuesCompared(before, scope).map(({ value, label = '' }) => ({
		...{ label: writtenText(value), kind: 'value', detail: label === value ? '' : label },
		filterText: writtenText(value),
	}));
}

function valuesCompared(before: readonly Token[], { tables }: Scope): NonNullable<ScopeColumn['values']> {
	let at = before.length - 1;
	// `column IN ('a', '`
	while (['string', 'comma'].includes(before[at]?.kind ?? '')) at -= 1;
	if (before[at]?.kind === 'open' && isWord(before[at - 1], 'IN')) at -= 2;
	else if (isWord(before[at], 'IS') || ['=', '==', '<>', '!='].includes(before[at]?.text ?? '')) at -= 1;
	else if (isWord(before[at], 'NOT') && isWord(before[at - 1], 'IS')) at -= 2;
	else return [];
	if (isWord(before[at], 'NOT')) at -= 1;
	const column = before[at];
	if (!isName(column)) return [];
	const table = before[at - 1]?.kind === 'dot' && isName(before[at - 2]) ? before[at - 2] : undefined;
	return columnIn(tables, nameOf(column), table === undefined ? undefined : nameOf(table))?.column.values ?? [];
}

/** Within quotes: values that the compared column has. */
export function completeText(
	text: Token,
	offset: number,
	{ before, scope }: { readonly before: readonly Token[]; readonly scope: Scope },
): SqlCompletions | undefined {
	const items = valueItems(before, scope);
	if (items.length === 0) return undefined;
	return {
		replace: { start: text.start, end: text.end },
		insert: { start: text.start, end: offset },
		items: completions(items),
	};
}
