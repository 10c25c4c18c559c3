/** Says in plain English what a set of filters selects, and what it leaves out. */
import { operatorNamed } from './dialect.ts';
import type { Dialect, OperatorName } from './dialect.ts';
import { isComplete, isLiteral } from './print.ts';
import type { Filter, Literal } from './syntax.ts';

export function explain(filters: readonly Filter[], dialect: Dialect): string {
	const known = filters.map((filter) => condition(filter, dialect));
	if (known.length === 0) return 'Selects every record: there is no filter.';
	if (known.includes(undefined))
		return 'Cannot be explained: an expression is not complete, or its operator does not exist.';
	const clauses = known.filter((one) => one !== undefined).map(({ text }) => text);
	const fields = [...new Set(known.flatMap((one) => (one === undefined ? [] : [one.field])))];
	const left = `Left out are records without metadata, and those whose metadata has no ${listed(fields, 'or')}.`;
	return `Selects records whose metadata has ${listed(clauses, 'and')}. ${left}`;
}

function condition(filter: Filter, dialect: Dialect): { readonly text: string; readonly field: string } | undefined {
	const { field, operator } = filter;
	if (!isComplete(filter) || field.kind !== 'path' || operator.kind !== 'operator') return undefined;
	const spec = operatorNamed(dialect, operator.text);
	if (spec === undefined) return undefined;
	const name = field.names.join('.');
	return { field: name, text: `${name} ${words(spec.name, filter.values.filter(isLiteral))}` };
}

function words(operator: OperatorName, values: readonly Literal[]): string {
	const texts = values.map(shown);
	const one = texts.join(', ');
	const isTime = values.every(({ type }) => type === 'date' || type === 'datetime');
	switch (operator) {
		case '$eq':
			return `equal to ${one}`;
		case '$ne':
			return `other than ${one}`;
		case '$gt':
			return isTime ? `after ${one}` : `above ${one}`;
		case '$lt':
			return isTime ? `before ${one}` : `below ${one}`;
		case '$gte':
			return isTime ? `at or after ${one}` : `at least ${one}`;
		case '$lte':
			return isTime ? `at or before ${one}` : `at most ${one}`;
		case '$in':
			return `equal to ${listed(texts, 'or')}`;
		case '$nin':
			return `other than ${listed(texts, 'and')}`;
		case '$con':
			return `containing ${listed([...new Set(texts)], 'or')}`;
	}
}

function shown({ type, value, text }: Literal): string {
	if (type === 'date') return `${text} (the whole day, UTC)`;
	return type === 'string' ? `"${String(value)}" (in any case)` : text;
}

function listed(parts: readonly string[], word: 'and' | 'or'): string {
	if (parts.length < 2) return parts.join('');
	return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1) ?? ''}`;
}
