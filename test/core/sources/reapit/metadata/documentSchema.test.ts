/** Documents against JSON Schemas of the drafts that people write. */
import { expect, test } from 'vitest';
import type { Json } from '../../../../../src/core/json.ts';
import { compileSchema } from '../../../../../src/core/sources/reapit/metadata/documentSchema.ts';

const properties = { rating: { type: 'integer' }, due: { type: 'string', format: 'date' } };

test.each([
	[undefined],
	['http://json-schema.org/draft-04/schema#'],
	['http://json-schema.org/draft-06/schema#'],
	['http://json-schema.org/draft-07/schema'],
	['https://json-schema.org/draft/2019-09/schema'],
	['https://json-schema.org/draft/2020-12/schema'],
])('a document is checked by draft %s', async (draft) => {
	const schema = {
		...(draft === undefined ? {} : { $schema: draft }),
		type: 'object',
		properties,
		required: ['rating'],
	};
	const compiled = await compileSchema(schema);
	if (compiled.kind !== 'ready') throw new Error(compiled.why);
	expect(compiled.check({ rating: 5, due: '2026-05-01' })).toEqual([]);
	expect(compiled.check({ rating: 'x', due: 'soon' }).map(({ path }) => path)).toEqual([['rating'], ['due']]);
	expect(compiled.check({})).toEqual([{ path: ['rating'], message: 'is required and missing' }]);
});

test('draft 4 has its own words: a minimum that is excluded', async () => {
	const $schema = 'http://json-schema.org/draft-04/schema#';
	const schema = { $schema, properties: { n: { minimum: 0, exclusiveMinimum: true } } };
	const compiled = await compileSchema(schema);
	if (compiled.kind !== 'ready') throw new Error(compiled.why);
	expect(compiled.check({ n: 0 })).toHaveLength(1);
	expect(compiled.check({ n: 1 })).toEqual([]);
});

test('a problem names its place, in arrays too', async () => {
	const compiled = await compileSchema({
		properties: { tags: { items: { type: 'string' } }, 'a/b': { additionalProperties: false, properties: { c: {} } } },
	});
	if (compiled.kind !== 'ready') throw new Error(compiled.why);
	expect(compiled.check({ tags: ['x', 1], 'a/b': { d: 1 } })).toEqual([
		{ path: ['tags', 1], message: 'must be string' },
		{ path: ['a/b', 'd'], message: 'is not allowed by the schema' },
	]);
});

test.each<[Json, string]>([
	[{ type: 'strnig' }, 'broken'],
	[{ properties: 3 }, 'broken'],
	['{"type":"object"}', 'broken'],
	[{ $ref: '#/$defs/none' }, 'broken'],
	[{ $ref: 'https://example.com/other.json' }, 'unknown'],
	[{ $schema: 'https://example.com/my-draft' }, 'unknown'],
	[{ pattern: '^[\\w\\-]+$' }, 'ready'],
	[{ type: 'object', madeUp: true, properties: { x: { format: 'postcode' } } }, 'ready'],
])('%j is %s', async (schema, kind) => {
	expect((await compileSchema(schema)).kind).toBe(kind);
});

test.each<[Json, string]>([
	[{ type: 'strnig' }, 'type must be one of ["array","boolean","integer","null","number","object","string"]'],
	[
		{ required: 'a', properties: { a: { minimum: 'x' } } },
		'required must be array; properties.a.minimum must be number',
	],
])('what is wrong with %j is said once, at its place', async (schema, why) => {
	expect(await compileSchema(schema)).toEqual({ kind: 'broken', why });
});
