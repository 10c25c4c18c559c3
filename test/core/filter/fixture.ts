/** Fixtures of the filter language: what goes in, and what everything that reads filters makes of it. */
import { readFileSync, readdirSync } from 'node:fs';
import { checkAll } from '../../../src/core/filter/check.ts';
import { checkEndpoint } from '../../../src/core/filter/checkEndpoint.ts';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { diagnose } from '../../../src/core/filter/editing/diagnose.ts';
import { readFilterFile } from '../../../src/core/filter/editing/filterDocument.ts';
import { readRequestFile } from '../../../src/core/requests/requestFilters.ts';
import { compile } from '../../../src/core/filter/evaluate.ts';
import { explain } from '../../../src/core/filter/explain.ts';
import { formatFilterFile } from '../../../src/core/filter/filterFile.ts';
import type { Finding } from '../../../src/core/filter/findings.ts';
import { FieldLearner } from '../../../src/core/filter/learnFields.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { print, wire, wireQuery } from '../../../src/core/filter/print.ts';
import type { Filter } from '../../../src/core/filter/syntax.ts';
import type { Verdict } from '../../../src/core/filter/verdict.ts';
import { ReapitRefusal } from '../../../src/sandbox/reapit/refusal.ts';
import { readExpression } from '../../../src/sandbox/reapit/metadata/filter/expression.ts';
import { strikeServerBugs } from '../../../src/sandbox/reapit/metadata/filter/serverBugs.ts';

export const folder = new URL('fixtures/', import.meta.url);

/** Documents by name; each fixture tells which of them it matches. */
export const records = JSON.parse(readFileSync(new URL('records.json', folder), 'utf8')) as Readonly<
	Record<string, unknown>
>;

/** One additive set, or a whole document. */
export interface FixtureInput {
	readonly name: string;
	readonly set?: readonly string[];
	readonly file?: string;
	readonly request?: string;
	/** Checked against the records. */
	readonly data?: boolean;
	readonly endpoint?: { readonly name: string; readonly parameter?: string };
	/** The parameter that was written, where it was. */
	readonly given?: string;
}

export interface Matches {
	readonly yes: readonly string[];
	/** With the reason. All others do not match. */
	readonly undecided: Readonly<Record<string, string>>;
}

export interface Expected {
	readonly tree?: readonly unknown[];
	/** `FH110 error $like`, with the number of the expression before it where there are several. */
	readonly findings: readonly string[];
	readonly printed?: readonly string[];
	readonly wire?: readonly string[];
	readonly query?: string;
	readonly explanation?: string;
	/** What the sandbox says to the wire form. */
	readonly server?: 'accepts' | 'refuses';
	/** Left out where the set means nothing. */
	readonly matches?: Matches;
	/** A document as it is formatted. */
	readonly formatted?: string;
}

export interface Fixture extends FixtureInput {
	readonly expected: Expected;
}

export function fixtureFiles(): readonly string[] {
	return readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'records.json');
}

export function readFixtures(file: string): readonly Fixture[] {
	return JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture[];
}

const learner = new FieldLearner();
for (const record of Object.values(records)) learner.add(record);
const index = learner.index();
const datasets = [{ name: 'agency/properties' }, { name: 'agency/contacts' }];
const knowledge = { fieldsOf: () => undefined, now: Date.parse('2026-11-01T00:00:00Z'), datasets };

/** What the language makes of an input now. */
export function actual(input: FixtureInput): Expected {
	if (input.file !== undefined) {
		const { file } = input;
		return {
			findings: shown(diagnose(readFilterFile(file, dialect), knowledge), file),
			formatted: formatFilterFile(file, dialect),
		};
	}
	if (input.request !== undefined)
		return { findings: shown(diagnose(readRequestFile(input.request, dialect), knowledge), input.request) };
	return actualSet(input, input.set ?? []);
}

function actualSet({ data, endpoint, given }: FixtureInput, texts: readonly string[]): Expected {
	const set = texts.map((text) => parse(text, dialect));
	const sent = wire(set, dialect);
	const parameter = endpoint?.parameter;
	const found = checkAll(set, { dialect, ...(data === true ? { index } : {}) }).flatMap((findings, nth) =>
		shown(findings, texts[nth] ?? '').map((text) => (texts.length > 1 ? `${nth + 1}: ${text}` : text)),
	);
	const atEndpoint = endpoint === undefined ? [] : checkEndpoint(texts, { name: endpoint.name, parameter }, given);
	const matches = matchesOf(set.map(({ filter }) => filter));
	return {
		tree: set.map(({ filter }) => treeOf(filter)),
		findings: [...found, ...shown(atEndpoint, texts[0] ?? '')],
		printed: set.map((parsed) => print(parsed, dialect)),
		wire: sent,
		query: wireQuery('metadata', sent),
		explanation: explain(
			set.map(({ filter }) => filter),
			dialect,
		),
		server: isAccepted(sent) ? 'accepts' : 'refuses',
		...(matches === undefined ? {} : { matches }),
	};
}

function shown(findings: readonly Finding[], text: string): readonly string[] {
	return findings.map(({ code, severity, start, end }) => `${code} ${severity} ${text.slice(start, end)}`);
}

/** Without places: the findings show them. */
function treeOf({ field, operator, values, rest }: Filter): unknown {
	return {
		field: field.kind === 'path' ? field.names : null,
		operator: operator.kind === 'operator' ? operator.text : null,
		values: values.map((value) => (value.kind === 'literal' ? { type: value.type, value: value.value } : null)),
		...(rest === undefined ? {} : { rest: rest.text }),
	};
}

function matchesOf(filters: readonly Filter[]): Matches | undefined {
	const predicate = compile(filters, dialect);
	if (predicate === undefined) return undefined;
	return asMatches((record) => predicate(record));
}

export function asMatches(verdictOf: (record: unknown) => Verdict): Matches {
	const verdicts = Object.entries(records).map(([name, record]) => [name, verdictOf(record)] as const);
	return {
		yes: verdicts.flatMap(([name, verdict]) => (verdict === true ? [name] : [])),
		undecided: Object.fromEntries(
			verdicts.flatMap(([name, verdict]) => (typeof verdict === 'boolean' ? [] : [[name, verdict.reason]])),
		),
	};
}

export function isAccepted(sent: readonly string[]): boolean {
	try {
		strikeServerBugs(sent.map(readExpression));
		return true;
	} catch (error) {
		if (error instanceof ReapitRefusal) return false;
		throw error;
	}
}
