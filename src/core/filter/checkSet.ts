/** Checks an additive set: what fails together, what can never match, what says nothing new. */
import type { Condition } from './bounds.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { finding } from './findings.ts';
import type { Finding } from './findings.ts';
import { isComplete, isList, isLiteral, print } from './print.ts';
import { SetBounds } from './setBounds.ts';
import type { Meeting } from './setBounds.ts';
import type { Parsed } from './syntax.ts';

/** @returns findings by place in the set */
export function checkSet(set: readonly Parsed[], dialect: Dialect): readonly (readonly Finding[])[] {
	if (set.length < 2) return [];
	const found: Finding[][] = set.map(() => []);
	const add = (at: number, one: Finding): void => void found[at]?.push(one);
	checkLists(set, dialect, add);
	const written = new Map<string, number>();
	const fields = new Map<string, SetBounds>();
	for (const [at, parsed] of set.entries()) {
		const read = condition(parsed, at, dialect);
		if (read === undefined) continue;
		const text = print(parsed, dialect);
		const same = written.get(text);
		const bounds = fields.get(read.path) ?? new SetBounds();
		fields.set(read.path, bounds);
		written.set(text, same ?? at);
		const meetings: readonly Meeting[] =
			same === undefined ? bounds.add(read.condition) : [{ kind: 'repeats', needless: at, other: same }];
		for (const meeting of meetings) addMeeting(set, meeting, add);
	}
	return found;
}

function addMeeting(set: readonly Parsed[], meeting: Meeting, add: (at: number, one: Finding) => void): void {
	const at = meeting.kind === 'excludes' ? meeting.at : meeting.needless;
	const filter = set[at]?.filter;
	const other = set[meeting.other]?.text.trim();
	if (filter === undefined || other === undefined) return;
	const one =
		meeting.kind === 'excludes'
			? finding('FH162', filter, `This and '${shortened(other)}' can never both hold`)
			: finding('FH163', filter, `'${shortened(other)}' says it already`);
	add(at, { ...one, other: meeting.other });
}

function checkLists(set: readonly Parsed[], dialect: Dialect, add: (at: number, one: Finding) => void): void {
	const lists = set.flatMap(({ filter }, at) => (isList(filter, dialect) ? [{ at, filter }] : []));
	const last = lists.at(-1);
	if (last === undefined) return;
	for (const { at, filter } of lists.slice(0, -1)) {
		const two = finding(
			'FH161',
			filter,
			'A second list in the set may make the server fail; filter by one of them here',
		);
		add(at, { ...two, other: last.at });
	}
	if (lists.length > 1 || last.at === set.length - 1) return;
	const early = finding('FH160', last.filter, 'The server fails when another filter follows a list; it is sent last');
	add(last.at, { ...early, other: set.length - 1 });
}

function condition(
	{ filter }: Parsed,
	at: number,
	dialect: Dialect,
): { readonly path: string; readonly condition: Condition } | undefined {
	const { field, operator, values } = filter;
	if (!isComplete(filter) || field.kind !== 'path' || operator.kind !== 'operator') return undefined;
	const spec = operatorNamed(dialect, operator.text);
	if (spec === undefined) return undefined;
	return {
		path: field.names.join('.').toLowerCase(),
		condition: { at, operator: spec.name, values: values.filter(isLiteral) },
	};
}

const longestQuoted = 80;

function shortened(text: string): string {
	return text.length > longestQuoted ? `${text.slice(0, longestQuoted)}…` : text;
}
