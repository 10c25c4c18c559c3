import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinObjects } from '../../../src/core/types/joinShapes.ts';
import { jsonSchema } from '../../../src/core/types/printJsonSchema.ts';
import { ShapeLearner } from '../../../src/core/types/shapeLearner.ts';
import type { ObjectShape, Shape } from '../../../src/core/types/shape.ts';

function learned(...values: unknown[]): Shape {
	const learner = new ShapeLearner();
	for (const value of values) learner.add(value);
	return learner.shape().shape;
}

function objectOf(...values: unknown[]): ObjectShape {
	const shape = learned(...values);
	if (shape.kind !== 'object') throw new Error(`not an object: ${shape.kind}`);
	return shape;
}

test('a field is optional where one lacks it, and nullable where one has null', () => {
	const { fields } = objectOf({ id: 'a', price: 1 }, { id: 'b', price: null }, { id: 'c' });
	expect(fields.get('id')).toMatchObject({ isOptional: false, isNullable: false });
	expect(fields.get('price')).toMatchObject({ isOptional: true, isNullable: true, shape: { kind: 'integer' } });
});

test('whole numbers and others are numbers; dates are dates only where all of them are', () => {
	const { fields } = objectOf(
		{ n: 1, day: '2026-05-01', at: '2026-05-01T10:00:00Z', odd: '2026-05-01' },
		{ n: 1.5, day: '2026-05-02', at: '2026-05-02T10:00:00.123+02:00', odd: 'soon' },
	);
	expect([...fields].map(([name, { shape }]) => [name, shape.kind, 'format' in shape ? shape.format : ''])).toEqual([
		['n', 'number', ''],
		['day', 'text', 'date'],
		['at', 'text', 'date-time'],
		['odd', 'text', undefined],
	]);
});

test('names that are data make a map: many of them, each in few objects, or more than any record has fields', () => {
	const few = objectOf(...Array.from({ length: 60 }, (_, nth) => ({ [`id${nth}`]: { count: nth } })));
	expect(few.fields.size).toBe(0);
	expect(few.rest?.shape).toMatchObject({ kind: 'object' });
	const many = objectOf(Object.fromEntries(Array.from({ length: 10_000 }, (_, nth) => [`n${nth}`, nth])));
	expect(many).toMatchObject({ rest: { shape: { kind: 'integer' } } });
});

test('what was never met is unknown, and so is what lies too deep', () => {
	expect(learned(null)).toEqual({ kind: 'unknown' });
	expect(learned([])).toMatchObject({ kind: 'list', items: { shape: { kind: 'unknown' } } });
	let deep: unknown = 1;
	for (let level = 0; level < 5_000; level++) deep = { deep };
	expect(JSON.stringify(learned(deep)).length).toBeLessThan(2_000);
});

test('every value that was learned from is valid by the schema, whatever it holds', () => {
	const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a', 'b'));
	const json = fc.letrec((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small' },
			...[fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.boolean()],
			...[fc.constant(null), fc.constant('2026-05-01'), fc.constant('2026-05-01T10:00:00Z')],
			fc.array(tie('value'), { maxLength: 4 }),
			fc.dictionary(names, tie('value'), { maxKeys: 5 }),
		),
	})).value;
	fc.assert(
		fc.property(fc.array(fc.dictionary(names, json, { maxKeys: 6 }), { minLength: 1, maxLength: 6 }), (records) => {
			const plain = JSON.parse(JSON.stringify(records)) as unknown[];
			const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true });
			const isValid = ajv.compile(jsonSchema('Record', objectOf(...plain), ''));
			for (const record of plain) expect(isValid(record), JSON.stringify(isValid.errors)).toBe(true);
		}),
	);
});

test('records have the last word: a broken enumeration grows, a declared field that none has may be absent', () => {
	const declared: ObjectShape = {
		kind: 'object',
		fields: new Map([
			['status', { shape: { kind: 'text', values: ['a', 'b'] }, isOptional: true, isNullable: true }],
			['never', { shape: { kind: 'number' }, isOptional: false, isNullable: false, description: 'Not seen' }],
		]),
	};
	const joined = joinObjects(declared, objectOf({ status: 'a', more: 1 }, { status: 'x', more: 2 }));
	expect(Object.fromEntries(joined.fields)).toMatchObject({
		status: { shape: { values: ['a', 'b', 'x'] }, isOptional: false, isNullable: false },
		never: { isOptional: true, isNullable: true, description: 'Not seen' },
		more: { shape: { kind: 'integer' }, isOptional: false },
	});
});
