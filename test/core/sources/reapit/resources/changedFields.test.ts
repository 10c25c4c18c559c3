/** The least that a PATCH has to say. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../../../src/core/json.ts';
import { changedFields } from '../../../../../src/core/sources/reapit/resources/changedFields.ts';
import type { Field } from '../../../../../src/vendor/reapit/models.ts';

/** As JSON makes them. */
const PLAIN = { noNullPrototype: true };
const names = fc.constantFrom('a', 'b', 'c', 'd');
const values = fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.dictionary(names, fc.string(), PLAIN));
const objects = fc.dictionary(names, values, PLAIN) as fc.Arbitrary<JsonObject>;
const any: Readonly<Record<string, Field>> = { a: {}, b: {}, c: {}, d: {} };

function applied(before: JsonObject, changes: JsonObject): JsonObject {
	const entries: [string, Json][] = Object.entries({ ...before, ...changes });
	return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

test('made on what was read, the changes give what was written; nothing equal is among them', () => {
	fc.assert(
		fc.property(objects, objects, (before, after) => {
			const changes = changedFields(before, after, any);
			expect(applied(before, changes)).toEqual(after);
			for (const name of Object.keys(changes)) expect(changes[name]).not.toEqual(before[name]);
			expect(changedFields(before, before, any)).toEqual({});
		}),
	);
});

test('what cannot be written is not sent where it is as it was, nor where it was taken away', () => {
	const fields = { address: { type: 'object', properties: { line1: { type: 'string' } } } } as const;
	const before = { id: 'OXF1', modified: 'then', address: { line1: 'A', geolocation: { latitude: 1 } } };
	const after = { id: 'OXF1', address: { line1: 'B', geolocation: { latitude: 1 } } };
	expect(changedFields(before, after, fields)).toEqual({ address: { line1: 'B' } });
	// Written all the same, it is sent, so that somebody says no.
	expect(changedFields(before, { ...before, id: 'OXF2' }, fields)).toEqual({ id: 'OXF2' });
});

test('what was taken away within a field is empty there', () => {
	const fields = { address: { properties: { line1: {}, line2: {} } } };
	const before = { address: { line1: 'A', line2: 'B' } };
	expect(changedFields(before, { address: { line1: 'A' } }, fields)).toEqual({ address: { line1: 'A', line2: null } });
});
