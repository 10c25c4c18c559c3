/** The client's reading of the language beside the sandbox's, which is written from the documents alone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, isRefused } from '../../../src/core/filter/check.ts';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { compile } from '../../../src/core/filter/evaluate.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { wire } from '../../../src/core/filter/print.ts';
import type { JsonObject } from '../../../src/sandbox/json.ts';
import { satisfies } from '../../../src/sandbox/reapit/metadata/filter/evaluate.ts';
import { readExpression } from '../../../src/sandbox/reapit/metadata/filter/expression.ts';
import type { Expression } from '../../../src/sandbox/reapit/metadata/filter/expression.ts';
import { strikeServerBugs } from '../../../src/sandbox/reapit/metadata/filter/serverBugs.ts';
import { ReapitRefusal } from '../../../src/sandbox/reapit/refusal.ts';
import { document, expression, soup } from './arbitraries.ts';

function accepted(text: string): Expression | undefined {
	try {
		return readExpression(text);
	} catch (error) {
		if (error instanceof ReapitRefusal) return undefined;
		throw error;
	}
}

test('where the client is sure of an answer, the server gives the same', () => {
	fc.assert(
		fc.property(expression, document, (text, one) => {
			const read = accepted(text);
			if (read === undefined) return;
			const json = one === undefined ? undefined : (JSON.parse(JSON.stringify(one)) as unknown);
			const verdict = compile([parse(text, dialect).filter], dialect)!(json);
			if (typeof verdict !== 'boolean') return;
			const isDocument = typeof json === 'object' && json !== null && !Array.isArray(json);
			expect(verdict, `${text} on ${JSON.stringify(json)}`).toBe(
				satisfies(isDocument ? (json as JsonObject) : undefined, read),
			);
		}),
		{ numRuns: 5_000 },
	);
});

test('the client warns of everything that the server refuses', () => {
	fc.assert(
		fc.property(fc.oneof(expression, soup), (text) => {
			if (accepted(text) !== undefined) return;
			expect(check(parse(text, dialect), { dialect }), text).not.toEqual([]);
		}),
		{ numRuns: 5_000 },
	);
});

test('the server accepts what the client finds no error in', () => {
	fc.assert(
		fc.property(expression, (text) => {
			if (isRefused(check(parse(text, dialect), { dialect }))) return;
			const [sent] = wire([parse(text, dialect)], dialect);
			expect(accepted(sent!), text).toBeDefined();
		}),
		{ numRuns: 3_000 },
	);
});

test('what is sent goes round the bugs of the server: lists come last, a lone item of $con is named twice', () => {
	const set = ["metadata.aa $con 'x'", "metadata.bb $eq 'y'", 'metadata.cc $gt 5'];
	expect(() => strikeServerBugs(set.map(readExpression))).toThrow(ReapitRefusal);
	const sent = wire(
		set.map((text) => parse(text, dialect)),
		dialect,
	);
	expect(sent).toEqual(["metadata.bb $eq 'y'", 'metadata.cc $gt 5', "metadata.aa $con 'x','x'"]);
	expect(() => strikeServerBugs(sent.map(readExpression))).not.toThrow();
});
