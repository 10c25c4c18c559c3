/** Checks that all parts of an expression are there, and nothing else. */
import { operatorMeant } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import type { Filter, Parsed, Path, Rest } from './syntax.ts';

export function checkStructure({ text, filter, tokens }: Parsed, dialect: Dialect): readonly Finding[] {
	const found: Finding[] = [];
	const { field, operator, rest } = filter;
	if (field.kind === 'missing') found.push(finding('FH101', field, `A field is expected: ${dialect.prefix}.name`));
	else found.push(...checkPath(field, dialect));
	if (field.kind === 'path' && operator.kind === 'missing') {
		const names = dialect.operators.map(({ name }) => name).join(' ');
		found.push(finding('FH103', operator, `An operator is expected: ${names}`));
	}
	if (operator.kind === 'operator') found.push(...checkPresence(filter));
	const breaks = tokens.filter(({ kind, start }) => kind === 'newline' && start > filter.start && start < filter.end);
	for (const line of breaks) {
		const fix = replacement('Join the lines', line, ' ', true);
		found.push(finding('FH106', line, 'The expression breaks over lines', [fix]));
	}
	if (rest !== undefined) found.push(checkRest(text, rest, filter, dialect));
	return found;
}

function checkPath(field: Path, dialect: Dialect): readonly Finding[] {
	const found: Finding[] = [];
	if (!field.hasPrefix) {
		const bare = field.names[0]?.toLowerCase() === dialect.prefix && field.names.length === 1;
		const fixes = bare
			? []
			: [
					replacement(
						`Prefix with ${dialect.prefix}.`,
						{ start: field.start, end: field.start },
						`${dialect.prefix}.`,
						true,
					),
				];
		const message = bare ? `The name of a field follows ${dialect.prefix}.` : `Fields begin with ${dialect.prefix}.`;
		found.push(
			finding('FH102', field, `${message}; without it the server ignores the filter and returns everything`, fixes),
		);
	}
	if (field.names.includes('')) found.push(finding('FH157', field, 'A name between two dots is empty'));
	return found;
}

function checkPresence({ values }: Filter): readonly Finding[] {
	const missing = values.filter(({ kind }) => kind === 'missing');
	if (missing.length === 0) return [];
	const [only] = values;
	if (values.length === 1 && only !== undefined) return [finding('FH104', only, 'A value is expected')];
	return missing.map((value) => finding('FH105', value, 'An item is missing'));
}

function checkRest(text: string, rest: Rest, filter: Filter, dialect: Dialect): Finding {
	const connective = /^(and|or|not|&&|\|\||&|;|\()\s*/i.exec(rest.text);
	const word = connective?.[1]?.toLowerCase();
	const following = rest.text.slice(connective?.[0].length ?? 0).replace(/^\(/, '');
	const isExpression = startsExpression(following, dialect);
	if (isExpression && (word === undefined || word === 'and' || word === '&&' || word === '&' || word === ';')) {
		const before = text.slice(0, rest.start).trimEnd().length;
		const split = replacement(
			'Split into two filters',
			{ start: before, end: rest.start + rest.text.length - following.length },
			'\n',
			true,
		);
		return finding('FH171', rest, 'Each expression is a filter of its own; all of them must hold', [split]);
	}
	if (word !== undefined || /\b(or|and|not)\b/i.test(rest.text)) {
		const { operator } = filter;
		const isSame = operator.kind === 'operator' && /^\$?(eq|in)$/i.test(operator.text.trim());
		const hint = isSame ? ' Alternatives of one field are a list: $in' : '';
		return finding('FH170', rest, `There is no OR, NOT or grouping; filters are additive.${hint}`);
	}
	return finding(
		'FH172',
		rest,
		`'${rest.text.length > 40 ? `${rest.text.slice(0, 40)}…` : rest.text}' is too much here`,
		[replacement('Remove it', { start: text.slice(0, rest.start).trimEnd().length, end: rest.end }, '')],
	);
}

function startsExpression(text: string, dialect: Dialect): boolean {
	const [first = '', second = ''] = text.trim().split(/\s+/);
	if (first.toLowerCase().startsWith(`${dialect.prefix}.`)) return true;
	return (
		/^[\w.]+$/.test(first) &&
		(second.startsWith('$') || (second !== '' && operatorMeant(dialect, second) !== undefined))
	);
}
