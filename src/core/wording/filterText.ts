/** What is said of Reapit's metadata filters: mistakes, plain English, matches in the replica, SQL. */
import { FreeholdError } from '../errors.ts';
import { checkAll, isRefused } from '../filter/check.ts';
import { reapitDialect } from '../filter/dialect.ts';
import { explain } from '../filter/explain.ts';
import type { FieldIndex } from '../filter/fieldIndex.ts';
import { parseFilterFile } from '../filter/filterFile.ts';
import type { Finding } from '../filter/findings.ts';
import { parse } from '../filter/parse.ts';
import type { Parsed } from '../filter/syntax.ts';
import { toSql } from '../filter/toSql.ts';
import type { ReplicaReader } from '../replica/reader.ts';
import { oneLine } from './cellText.ts';
import type { Page, Style } from './page.ts';
import { counted } from './quantities.ts';

/** One additive set: of expressions that were given, or of a block of a file. */
export interface FilterSet {
	readonly name: string | undefined;
	/** `agency/properties` */
	readonly dataset: string | undefined;
	readonly expressions: readonly { readonly parsed: Parsed; readonly line: number; readonly column: number }[];
}

export function setOfExpressions(texts: readonly string[]): FilterSet {
	const expressions = texts.map((text, index) => ({ parsed: parse(text, reapitDialect), line: index + 1, column: 0 }));
	return { name: undefined, dataset: undefined, expressions };
}

/** A block of nothing but comments is no set. */
export function setsOfFile(text: string): readonly FilterSet[] {
	const blocks = parseFilterFile(text, reapitDialect).filter(({ expressions }) => expressions.length > 0);
	return blocks.map(({ name, dataset, expressions }) => ({
		name: name?.text,
		dataset: dataset?.text,
		expressions: expressions.map(({ parsed, start }) => {
			const before = text.slice(0, start).split('\n');
			return { parsed, line: before.length, column: before.at(-1)?.length ?? 0 };
		}),
	}));
}

export interface PlacedFinding {
	readonly finding: Finding;
	readonly parsed: Parsed;
	readonly line: number;
	/** From 0. */
	readonly column: number;
}

export interface CheckedSet {
	readonly findings: readonly PlacedFinding[];
	/** Expressions that the server would refuse. */
	readonly refused: number;
}

/** @param index  the fields of the data that it is meant for, where they are known */
export function checkSet({ expressions }: FilterSet, index: FieldIndex | undefined): CheckedSet {
	const found = checkAll(
		expressions.map(({ parsed }) => parsed),
		{ dialect: reapitDialect, index },
	);
	return {
		findings: expressions.flatMap(({ parsed, line, column }, at) =>
			(found[at] ?? []).map((finding) => ({ finding, parsed, line, column: column + finding.start })),
		),
		refused: expressions.filter((_, at) => isRefused(found[at] ?? [])).length,
	};
}

const COLOURS: Readonly<Record<Finding['severity'], Style>> = { error: 'red', warning: 'yellow', information: 'cyan' };

/** Where, what, the expression with a mark below the place, and how to mend it. */
export function findingText({ finding, parsed, line, column }: PlacedFinding, page: Page): string {
	const { code, severity, message, start, end, fixes } = finding;
	const head = `${line}:${column + 1} ${page.paint(COLOURS[severity], severity)} ${code} ${oneLine(message)}`;
	const mend = fixes.map(({ title }) => `    → ${oneLine(title)}`);
	return [head, ...excerpt(parsed.text, start, end), ...mend].join('\n');
}

/** Of a long expression only what stands around the place. */
const AROUND = 60;

/** The place within its expression, and a mark below it. Blanks stand for what cannot be seen: it could rewrite the screen. */
function excerpt(text: string, start: number, end: number): readonly string[] {
	const from = Math.max(0, start - AROUND);
	const to = Math.min(text.length, start + 2 * AROUND);
	const before = from === 0 ? '' : '…';
	const shown = text.slice(from, to).replaceAll(/[\s\p{Cc}\p{Cf}]/gu, ' ');
	const mark = ' '.repeat(before.length + start - from) + '^'.repeat(Math.max(1, Math.min(end, to) - start));
	return [`    ${before}${shown}${to === text.length ? '' : '…'}`, `    ${mark}`];
}

export function explanationOf({ expressions }: FilterSet): string {
	const filters = expressions.map(({ parsed }) => parsed.filter);
	return oneLine(explain(filters, reapitDialect));
}

/** `flats: ` before what is said of a set that has a name. */
export function named({ name }: FilterSet, text: string): string {
	return `${name === undefined ? '' : `${oneLine(name)}: `}${text}`;
}

/** @param target  `agency/properties` */
export function matchesText(
	{ rows, matching, undecided }: ReturnType<ReplicaReader['countMatches']>,
	target: string,
): string {
	const doubt =
		undecided === 0 ? '' : `; ${counted(undecided, 'more row')} may, by a rule of the server that nobody knows`;
	return `matches ${matching} of ${counted(rows, 'row')} of ${target}${doubt}`;
}

/** @throws FreeholdError `usage` where an expression is not complete */
export function sqlOf({ expressions }: FilterSet): NonNullable<ReturnType<typeof toSql>> {
	const target = { column: 'metadata', namesMayDiffer: false };
	const made = toSql(
		expressions.map(({ parsed }) => parsed),
		target,
		reapitDialect,
	);
	if (made !== undefined) return made;
	throw new FreeholdError('usage', {
		what: 'The filter cannot be turned into SQL',
		why: 'an expression is not complete, or its operator does not exist',
		next: 'See what is missing with: freehold filter check',
	});
}

/** Parameters written into the text, so that it can be pasted into a query. */
export function inlined({
	sql,
	params,
}: {
	readonly sql: string;
	readonly params: readonly (string | number)[];
}): string {
	let next = 0;
	return sql.replaceAll(/'(?:[^']|'')*'|\?/g, (found) => {
		if (found !== '?') return found;
		const value = params[next++] ?? '';
		return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
	});
}
