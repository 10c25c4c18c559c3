/** Checks what comments say about connections. */
import { DIRECTIVES, attachedReplica } from './directives.ts';
import type { Directive } from './directives.ts';
import type { SqlFinding } from './findings.ts';
import { isSame, nearestName } from './names.ts';
import type { Span } from './tokens.ts';

/** SQLite's own limit is ten. */
const MOST_ATTACHED = 10;
const TAKEN = ['main', 'temp'];

export function directiveFindings(
	directives: readonly Directive[],
	connections: readonly string[],
): readonly SqlFinding[] {
	const attached = directives.filter(({ name }) => name === 'attach');
	return [
		...directives.flatMap((one) => checkOne(one, connections)),
		...attached.slice(MOST_ATTACHED).map((one) => error(one, `At most ${MOST_ATTACHED} replicas can be attached`)),
	];
}

function checkOne(directive: Directive, connections: readonly string[]): readonly SqlFinding[] {
	const { name, nameSpan, value, valueSpan } = directive;
	if (!DIRECTIVES.some((one) => one === name)) {
		const meant = nearestName(name, DIRECTIVES);
		// Other programs have words of their own behind an @.
		return meant === undefined ? [] : [misspelt(nameSpan, `There is no @${name}`, meant)];
	}
	if (name === 'name') return [];
	if (value === '') return [error(directive, `@${name} needs the name of a connection`)];
	const { connection, schema } = name === 'attach' ? attachedReplica(value) : { connection: value, schema: value };
	if (!connections.includes(connection)) {
		const place = { start: valueSpan.start, end: valueSpan.start + connection.length };
		return [misspelt(place, `freehold.yaml has no connection '${connection}'`, nearestName(connection, connections))];
	}
	if (name === 'attach' && TAKEN.some((one) => isSame(one, schema)))
		return [
			error(valueSpan, `SQLite keeps the name ${schema} for itself: write @attach ${connection} AS another name`),
		];
	return [];
}

function misspelt(place: Span, what: string, meant: string | undefined): SqlFinding {
	if (meant === undefined) return error(place, what);
	const fixes = [{ title: `Replace with ${meant}`, edit: { start: place.start, end: place.end, text: meant } }];
	return { ...error(place, `${what}. Did you mean ${meant}?`), fixes };
}

function error({ start, end }: Span, message: string): SqlFinding {
	return { message, start, end, severity: 'error', fixes: [] };
}
