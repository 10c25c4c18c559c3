/** Checks that all parts of an expression are there, and nothing else. */
import { checkGroup, checkRest } from './checkLogic.ts';
import type { Dialect } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import type { Filter, Parsed, Path } from './syntax.ts';

export function checkStructure(parsed: Parsed, dialect: Dialect): readonly Finding[] {
	const { filter, tokens } = parsed;
	const found: Finding[] = [];
	const { field, operator, rest } = filter;
	if (field.kind === 'missing' && rest?.start === filter.start && rest.text.startsWith('('))
		return [checkGroup(parsed)];
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
	if (rest !== undefined) found.push(checkRest(parsed, rest, dialect));
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
