import { expect, test } from 'vitest';
import { reapitDialect as dialect } from '../../../src/core/filter/dialect.ts';
import { explain } from '../../../src/core/filter/explain.ts';
import { parse } from '../../../src/core/filter/parse.ts';

const said = (...texts: readonly string[]): string =>
	explain(
		texts.map((text) => parse(text, dialect).filter),
		dialect,
	);

test('a set is explained with what it leaves out', () => {
	expect(said("metadata.city $eq 'London'", 'metadata.chased $lt 2020-11-05T13:15:30Z')).toBe(
		'Selects records whose metadata has city equal to "London" (in any case) and chased before 2020-11-05T13:15:30Z.' +
			' Left out are records without metadata, and those whose metadata has no city or chased.',
	);
	expect(said("metadata.tags $con 'A','A'")).toContain('tags containing "A" (in any case).');
	expect(said('metadata.chased $eq 2020-11-05')).toContain('chased equal to 2020-11-05 (the whole day, UTC).');
	expect(said('metadata.score $nin 1,2,3')).toContain('score other than 1, 2 and 3.');
});

test('nothing and half an expression are told as such', () => {
	expect(said()).toBe('Selects every record: there is no filter.');
	expect(said('metadata.city $eq')).toBe(
		'Cannot be explained: an expression is not complete, or its operator does not exist.',
	);
});
