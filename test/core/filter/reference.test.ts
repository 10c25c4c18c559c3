import fc from 'fast-check';
import { expect, test } from 'vitest';
import { referenceParser } from '../../../bench/filter/grammar.ts';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { parse } from '../../../src/core/filter/parse.ts';
import { expression } from './arbitraries.ts';

test('the grammar that the benchmark compares with reads every expression to the same tree', () => {
	const reference = referenceParser();
	fc.assert(
		fc.property(expression, (text) => {
			expect(JSON.stringify(parse(text, dialect).filter)).toBe(JSON.stringify(reference.parse(text)));
		}),
		{ numRuns: 1_000 },
	);
});
