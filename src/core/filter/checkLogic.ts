/** What other languages have and this one has not: OR, NOT, groups, several expressions in one. Tells how to do without. */
import { operatorMeant, operatorNamed } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding, Fix } from './findings.ts';
import { parse } from './parse.ts';
import { isLiteral } from './print.ts';
import type { Filter, Literal, Parsed, Rest } from './syntax.ts';

/** Alternatives beyond it are not put into one list. */
const mostAlternatives = 200;

/** @returns what is to be said of everything behind the criteria */
export function checkRest({ text, filter }: Parsed, rest: Rest, dialect: Dialect): Finding {
	const connective = /^(and|or|not|&&|\|\||&|;|\()\s*/i.exec(rest.text);
	const word = connective?.[1]?.toLowerCase();
	const following = rest.text.slice(connective?.[0].length ?? 0).replace(/^\(/, '');
	const isExpression = startsExpression(following, dialect);
	if (isExpression && (word === undefined || word === 'and' || word === '&&' || word === '&' || word === ';')) {
		const before = text.slice(0, rest.start).trimEnd().length;
		const split = { start: before, end: rest.end - following.length };
		return finding('FH171', rest, 'Each expression is a filter of its own; all of them must hold', [
			// What an OR further on belongs to is not guessed.
			replacement('Split into two filters', split, '\n', !/\bor\b|\|\|/i.test(following)),
		]);
	}
	if (word !== undefined || /\b(or|and|not)\b/i.test(rest.text)) {
		const isEither = word === 'or' || word === '||';
		const list = isEither ? alternatives(filter, rest, following, dialect) : [];
		const hint = isEither ? ' Alternatives of one field are a list; those of several fields are sets of their own' : '';
		return finding('FH170', rest, `There is no OR, NOT or grouping; filters are additive.${hint}`, list);
	}
	return leftOver(text, filter, rest, dialect);
}

/** `(metadata.a $eq 1)`: parentheses around everything can simply go. */
export function checkGroup({ text }: Parsed): Finding {
	const [, before = '', inner] = /^(\s*\()([^()]*)\)\s*$/.exec(text) ?? [];
	const open = text.indexOf('(');
	const fixes: Fix[] = [];
	if (inner !== undefined) {
		const close = before.length + inner.length;
		const edits = [
			{ start: open, end: open + 1, text: '' },
			{ start: close, end: close + 1, text: '' },
		];
		fixes.push({ title: 'Remove the parentheses', edits, isPreferred: true });
	}
	return finding(
		'FH170',
		{ start: open, end: text.trimEnd().length },
		'There is no grouping; filters are additive.',
		fixes,
	);
}

/** `metadata.a $eq 1 or metadata.a $eq 2` is `metadata.a $in 1,2`. */
function alternatives(filter: Filter, rest: Rest, following: string, dialect: Dialect): readonly Fix[] {
	const { field } = filter;
	const found = valuesOf(filter, dialect);
	if (field.kind !== 'path' || found === undefined || found.some(({ type }) => type === 'boolean')) return [];
	const values = [...found];
	for (const part of following.split(/\s+(?:or|\|\|)\s+/i)) {
		const other = parse(part, dialect).filter;
		const isSame = other.field.kind === 'path' && other.field.names.join('.') === field.names.join('.');
		const more = isSame && other.rest === undefined ? valuesOf(other, dialect) : bareValues(part, field.text, dialect);
		if (more === undefined || values.length > mostAlternatives) return [];
		values.push(...more);
	}
	const list = `${field.text} $in ${values.map(({ text }) => text).join(',')}`;
	return [replacement('Make it a list', { start: filter.start, end: rest.end }, list, true)];
}

function valuesOf({ operator, values }: Filter, dialect: Dialect): readonly Literal[] | undefined {
	if (operator.kind !== 'operator' || !values.every((value) => isLiteral(value) && value.isClosed)) return undefined;
	const name = (operatorNamed(dialect, operator.text) ?? operatorMeant(dialect, operator.text))?.name;
	return name === '$eq' || name === '$in' ? values.filter(isLiteral) : undefined;
}

/** `… or 'Oxford'` */
function bareValues(text: string, field: string, dialect: Dialect): readonly Literal[] | undefined {
	const { filter } = parse(`${field} $in ${text}`, dialect);
	const isValue =
		filter.rest === undefined &&
		filter.values.every((value) => isLiteral(value) && value.isClosed && value.type !== 'unknown');
	return isValue ? filter.values.filter(isLiteral) : undefined;
}

/** `'O'Brien'`: the first apostrophe within ended the text. */
function leftOver(text: string, { values }: Filter, rest: Rest, dialect: Dialect): Finding {
	const last = values.at(-1);
	const isTorn =
		last?.kind === 'literal' && last.quote === 'straight' && last.end === rest.start && /^[^',]*'$/.test(rest.text);
	if (last !== undefined && isTorn) {
		const doubled = dialect.escape === 'backslash' ? "\\'" : "''";
		const at = { start: rest.start - 1, end: rest.start };
		const fix = replacement('Write the apostrophe as part of the text', at, doubled, true);
		return finding('FH172', { start: last.start, end: rest.end }, 'The apostrophe within ends the text', [fix]);
	}
	const shown = rest.text.length > 40 ? `${rest.text.slice(0, 40)}…` : rest.text;
	const whole = { start: text.slice(0, rest.start).trimEnd().length, end: rest.end };
	return finding('FH172', rest, `'${shown}' is too much here`, [replacement('Remove it', whole, '')]);
}

function startsExpression(text: string, dialect: Dialect): boolean {
	const [first = '', second = ''] = text.trim().split(/\s+/, 2);
	if (first.toLowerCase().startsWith(`${dialect.prefix}.`)) return true;
	return (
		/^[\w.]+$/.test(first) &&
		(second.startsWith('$') || (second !== '' && operatorMeant(dialect, second) !== undefined))
	);
}
