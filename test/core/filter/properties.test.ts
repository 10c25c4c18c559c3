import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { compile } from '../../../src/core/filter/evaluate.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { isComplete, print, wire, wireQuery } from '../../../src/core/filter/print.ts';
import { scan } from '../../../src/core/filter/scan.ts';
import { toSql } from '../../../src/core/filter/toSql.ts';
import { registerFilterFunctions } from '../../../src/core/replica/filterFunctions.ts';
import { document, expression, soup } from './arbitraries.ts';

test('every character of any text belongs to exactly one token', () => {
	fc.assert(
		fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
			expect(
				scan(text, dialect)
					.map(({ start, end }) => text.slice(start, end))
					.join(''),
			).toBe(text);
		}),
		{ numRuns: 2_000 },
	);
});

test('any text is parsed, and its parts lie in order and within it', () => {
	fc.assert(
		fc.property(soup, (text) => {
			const { field, operator, values, rest } = parse(text, dialect).filter;
			let at = 0;
			for (const node of [field, operator, ...values, ...(rest === undefined ? [] : [rest])]) {
				expect(node.start).toBeGreaterThanOrEqual(at);
				expect(node.end).toBeGreaterThanOrEqual(node.start);
				at = node.end;
			}
			expect(at).toBeLessThanOrEqual(text.length);
		}),
		{ numRuns: 2_000 },
	);
});

test('what is printed is read again as the same', () => {
	fc.assert(
		fc.property(expression, (text) => {
			const parsed = parse(text, dialect);
			expect(isComplete(parsed.filter)).toBe(true);
			const printed = print(parsed, dialect);
			const again = parse(printed, dialect);
			expect(print(again, dialect)).toBe(printed);
			const values = (one: typeof parsed): unknown =>
				one.filter.values.map((value) => value.kind === 'literal' && value.value);
			expect(values(again)).toEqual(values(parsed));
		}),
		{ numRuns: 1_000 },
	);
});

test('every beginning of an expression keeps the field and the operator once they are there', () => {
	fc.assert(
		fc.property(expression, (text) => {
			const { field, operator } = parse(text, dialect).filter;
			for (let end = operator.end + 1; end <= text.length; end += 1) {
				const part = parse(text.slice(0, end), dialect).filter;
				expect(part.field).toEqual(field);
				expect(part.operator).toEqual(operator);
			}
		}),
		{ numRuns: 500 },
	);
});

test('the wire form comes back from any server as it was', () => {
	fc.assert(
		fc.property(fc.array(expression, { minLength: 1, maxLength: 4 }), (texts) => {
			const expressions = wire(
				texts.map((text) => parse(text, dialect)),
				dialect,
			);
			const query = wireQuery('metadata', expressions);
			expect(query).toMatch(/^[\w.~=&%-]*$/);
			expect(new URLSearchParams(query).getAll('metadata')).toEqual(expressions.map((text) => text.toWellFormed()));
		}),
		{ numRuns: 500 },
	);
});

test('SQL and closures give the same answer: yes, no or undecided', () => {
	const db = new DatabaseSync(':memory:');
	registerFilterFunctions(db, dialect);
	fc.assert(
		fc.property(
			fc.array(expression, { minLength: 1, maxLength: 3 }),
			fc.array(document, { minLength: 1, maxLength: 8 }),
			(texts, documents) => {
				const parsed = texts.map((text) => parse(text, dialect));
				const predicate = compile(
					parsed.map(({ filter }) => filter),
					dialect,
				)!;
				const { sql, params } = toSql(parsed, { column: 'doc', namesMayDiffer: true }, dialect)!;
				const select = db.prepare(`SELECT ${sql} AS verdict FROM (SELECT ? AS doc)`);
				for (const one of documents) {
					const json = one === undefined ? null : JSON.stringify(one);
					const verdict = predicate(json === null ? undefined : JSON.parse(json));
					const expected = typeof verdict === 'boolean' ? Number(verdict) : null;
					expect(select.get(...params, json)!.verdict, `${texts.join(' & ')} on ${String(json)}\n${sql}`).toBe(
						expected,
					);
				}
			},
		),
		{ numRuns: 3_000 },
	);
	db.close();
});
