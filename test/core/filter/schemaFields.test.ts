import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldFacts } from '../../../src/core/filter/fieldIndex.ts';
import { FieldLearner } from '../../../src/core/filter/learnFields.ts';
import { fieldsOfSchema, withSchema } from '../../../src/core/filter/schemaFields.ts';

const typesOf = (schema: unknown): Readonly<Record<string, readonly string[]>> =>
	Object.fromEntries([...fieldsOfSchema(schema).fields].map(([path, { types }]) => [path, Object.keys(types)]));
const fieldOf = (schema: unknown, path: string): FieldFacts => fieldsOfSchema(schema).fields.get(path)!;

test('types, formats and nested objects become fields', () => {
	expect(
		typesOf({
			type: 'object',
			properties: {
				city: { type: 'string' },
				due: { type: ['string', 'null'], format: 'date' },
				at: { type: 'string', format: 'date-time' },
				score: { type: 'integer' },
				related: { type: 'object', properties: { budget: { type: 'number' } } },
			},
		}),
	).toEqual({
		city: ['string'],
		due: ['date', 'null'],
		at: ['datetime'],
		score: ['number'],
		related: ['object'],
		'related.budget': ['number'],
	});
});

test('references within the document, alternatives and compositions are followed, circles once', () => {
	const schema = {
		definitions: { person: { properties: { age: { type: 'number' }, boss: { $ref: '#/definitions/person' } } } },
		allOf: [{ properties: { owner: { $ref: '#/definitions/person' } } }],
		anyOf: [{ properties: { score: { type: 'number' } } }, { properties: { score: { type: 'string' } } }],
	};
	const types = typesOf(schema);
	expect(types.score).toEqual(expect.arrayContaining(['number', 'string']));
	expect(types['owner.age']).toEqual(['number']);
	expect(types['owner.boss.age']).toEqual(['number']);
	expect(Object.keys(types).length).toBeLessThan(30);
});

test('listed values are offered, those of arrays too', () => {
	const schema = {
		properties: {
			stage: { enum: ['open', 'closed', null, 5] },
			kind: { const: 'flat' },
			tags: { type: 'array', items: { type: 'string', enum: ['ONE', 'TWO'] } },
		},
	};
	const values = (path: string): unknown => fieldOf(schema, path).topValues.map(({ value }) => value);
	expect(values('stage')).toEqual(['open', 'closed', 5]);
	expect(values('kind')).toEqual(['flat']);
	expect(values('tags')).toEqual(['ONE', 'TWO']);
	expect(fieldOf(schema, 'tags').itemTypes).toEqual({ string: 0 });
});

test('beside documents the schema adds only what they do not tell', () => {
	const learner = new FieldLearner();
	learner.add({ city: 'London' });
	const schema = { properties: { city: { type: 'string', enum: ['London', 'Oxford'] }, due: { type: 'string' } } };
	const { documents, fields } = withSchema(learner.index(), fieldsOfSchema(schema));
	expect(documents).toBe(1);
	expect(fields.get('city')).toMatchObject({ seen: 1, types: { string: 1 }, source: 'both' });
	expect(fields.get('city')!.topValues).toEqual([
		{ value: 'London', count: 1 },
		{ value: 'Oxford', count: 0 },
	]);
	expect(fields.get('due')).toMatchObject({ seen: 0, source: 'schema' });
});

test('whatever stands where a schema should, it is read', () => {
	fc.assert(
		fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
			fieldsOfSchema(one);
			fieldsOfSchema({ properties: { a: other, b: { allOf: one, $ref: '#/properties/b' } } });
		}),
		{ numRuns: 500 },
	);
});

test('a schema that refers to itself a hundred times is read in bounds', () => {
	const self = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`p${n}`, { $ref: '#' }]));
	expect(fieldsOfSchema({ properties: self }).fields.size).toBeLessThanOrEqual(20_000);
	const parts = Array.from({ length: 100 }, () => ({ properties: { p: { $ref: '#' } } }));
	expect(fieldsOfSchema({ allOf: parts }).fields.size).toBeLessThan(10);
});
