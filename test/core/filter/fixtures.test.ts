/** Every reader of filters on the same fixtures: parser, checks, printers, evaluator, SQL, and the sandbox's own implementation. */
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { findingCodes } from '../../../src/core/filter/findings.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { toSql } from '../../../src/core/filter/toSql.ts';
import { registerFilterFunctions } from '../../../src/core/replica/filterFunctions.ts';
import { isJsonObject } from '../../../src/sandbox/json.ts';
import type { Json } from '../../../src/sandbox/json.ts';
import { satisfies } from '../../../src/sandbox/reapit/metadata/filter/evaluate.ts';
import { readExpression } from '../../../src/sandbox/reapit/metadata/filter/expression.ts';
import { actual, fixtureFiles, readFixtures, records } from './fixture.ts';

const all = fixtureFiles().flatMap(readFixtures);
/** Sets that mean something. */
const evaluated = all.flatMap(({ name, set, expected: { matches, wire = [], server } }) =>
	set === undefined || matches === undefined ? [] : [{ name, set, matches, wire, server }],
);
const db = new DatabaseSync(':memory:');
registerFilterFunctions(db, dialect);

describe.each(fixtureFiles())('%s', (file) => {
	test.each(readFixtures(file).map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
		expect(actual(fixture)).toEqual(fixture.expected);
	});
});

test('each code of the table has a fixture', () => {
	const found = new Set(
		all.flatMap(({ expected }) => expected.findings.flatMap((text) => /FH\d+/.exec(text)?.[0] ?? [])),
	);
	expect(Object.keys(findingCodes).filter((code) => !found.has(code))).toEqual([]);
});

test.each(evaluated.map((fixture) => [fixture.name, fixture] as const))('SQL: %s', (_, { set, matches }) => {
	const pushed = toSql(
		set.map((text) => parse(text, dialect)),
		{ column: 'doc', namesMayDiffer: true },
		dialect,
	)!;
	const select = db.prepare(`SELECT ${pushed.sql} AS verdict FROM (SELECT ? AS doc)`);
	const verdicts = Object.entries(records).map(
		([name, record]) => [name, select.get(...pushed.params, JSON.stringify(record))!.verdict] as const,
	);
	expect(verdicts.flatMap(([name, verdict]) => (verdict === 1 ? [name] : []))).toEqual(matches.yes);
	expect(verdicts.flatMap(([name, verdict]) => (verdict === null ? [name] : []))).toEqual(
		Object.keys(matches.undecided),
	);
});

const accepted = evaluated.filter(({ server }) => server === 'accepts');

test.each(accepted.map((fixture) => [fixture.name, fixture] as const))('sandbox: %s', (_, { wire, matches }) => {
	const expressions = wire.map(readExpression);
	for (const [name, record] of Object.entries(records as Readonly<Record<string, Json>>)) {
		if (name in matches.undecided) continue;
		const document = isJsonObject(record) ? record : undefined;
		expect(
			expressions.every((expression) => satisfies(document, expression)),
			name,
		).toBe(matches.yes.includes(name));
	}
});
