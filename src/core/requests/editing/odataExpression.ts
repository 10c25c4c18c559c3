/** Expressions of OData 4 (`$filter`, `$orderby`) as far as their writing can be helped: words and their places. */
import type { Span } from '../../filter/syntax.ts';

export interface ODataWord extends Span {
	readonly text: string;
	/** `field`: a name that is compared; `operator`; `function`: followed by a parenthesis; `value`: anything else. */
	readonly kind: 'field' | 'operator' | 'function' | 'value';
}

/** Operators and what each is (OData 4.01 §5.1.1). */
export const ODATA_OPERATORS: Readonly<Record<string, string>> = {
	...{ eq: 'equal', ne: 'not equal', gt: 'greater', ge: 'greater or equal', lt: 'less', le: 'less or equal' },
	...{ and: 'both', or: 'either', not: 'the opposite', in: 'one of a list', has: 'has a flag' },
};

/** Functions that Spark takes in a filter. */
export const ODATA_FUNCTIONS: Readonly<Record<string, string>> = {
	...{
		contains: 'text within',
		startswith: 'beginning',
		endswith: 'end',
		tolower: 'in small letters',
		toupper: 'in capitals',
	},
	...{ year: 'of a date', month: 'of a date', day: 'of a date', date: 'without its time', now: 'this moment' },
	...{ any: 'of a list', all: 'of a list' },
};

const LITERALS = new Set(['true', 'false', 'null', 'asc', 'desc', 'INF', 'NaN']);

/** @param at  where the expression stands */
export function odataWords(text: string, at = 0): readonly ODataWord[] {
	const words = text.matchAll(/'(?:[^']|'')*'?|[A-Za-z_][\w./-]*|[^\s'A-Za-z_]+|\s+/g);
	return [...words].flatMap(({ index, 0: word }): readonly ODataWord[] => {
		const span = { text: word, start: at + index, end: at + index + word.length };
		if (!/^[A-Za-z_]/.test(word)) return [];
		if (text.charAt(index + word.length) === '(') return [{ ...span, kind: 'function' }];
		if (Object.hasOwn(ODATA_OPERATORS, word)) return [{ ...span, kind: 'operator' }];
		// `2026-05-01T10:00:00Z`, and the variable of a lambda.
		const isValue = LITERALS.has(word) || /[\d:.-]$/.test(text.slice(0, index)) || word.includes('/');
		return [{ ...span, kind: isValue ? 'value' : 'field' }];
	});
}
