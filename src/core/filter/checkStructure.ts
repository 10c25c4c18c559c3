/** Checks that all parts of an expression are there, and nothing else. */
import { checkGroup, checkRest } from './checkLogic.ts';
import type { Dialect } from './dialect.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import { scan } from './scan.ts';
import type { Filter, Parsed, Path } from './syntax.ts';

export function checkStructure(parsed: Parsed, dialect: Dialect, found: Finding[]): void {
	const { filter } = parsed;
	const { field, operator, rest } = filter;
	if (field.kind === 'missing' && rest?.start === filter.start && rest.text.startsWith('(')) {
		found.push(checkGroup(parsed));
		return;
	}
	if (field.kind === 'missing') found.push(finding('FH101', field, `A field is expected: ${dialect.prefix}.name`));
	else checkPath(field, dialect, found);
	if (field.kind === 'path' && operator.kind === 'missing') {
		const names = dialect.operators.map(({ name }) => name).join(' ');
		found.push(finding('FH103', operator, `An operator is expected: ${names}`));
	}
	if (operator.kind === 'operator') checkPresence(filter, found);
	if (parsed.text.includes('\n') || parsed.text.includes('\r')) checkLines(parsed, dialect, found);
	if (rest !== undefined) found.push(checkRest(parsed, rest, dialect));
}

function checkPath(field: Path, dialect: Dialect, found: Finding[]): void {
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
}

function checkPresence({ values }: Filter, found: Finding[]): void {
	for (const value of values) {
		if (value.kind !== 'missing') continue;
		if (values.length === 1) found.push(finding('FH104', value, 'A value is expected'));
		else found.push(finding('FH105', value, 'An item is missing'));
	}
}

function checkLines({ text, filter }: Parsed, dialect: Dialect, found: Finding[]): void {
	for (const token of scan(text, dialect)) {
		if (token.kind !== 'newline' || token.start <= filter.start || token.start >= filter.end) continue;
		const fix = replacement('Join the lines', token, ' ', true);
		found.push(finding('FH106', token, 'The expression breaks over lines', [fix]));
	}
}
