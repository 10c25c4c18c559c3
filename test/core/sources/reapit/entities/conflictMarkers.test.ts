/** Conflicts as text: nothing is lost between the markers, and either side is a document again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	firstMarker,
	markConflicts,
	markedConflicts,
	resolveConflicts,
} from '../../../../../src/core/sources/reapit/entities/conflictMarkers.ts';
import type { Collision } from '../../../../../src/core/sources/reapit/entities/replay.ts';
import type { Json, JsonObject } from '../../../../../src/core/json.ts';

const values = fc.oneof(
	fc.string(),
	fc.integer(),
	fc.constant(null),
	fc.array(fc.string(), { maxLength: 2 }),
	fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 }),
) as fc.Arbitrary<Json>;
const objects = fc.dictionary(
	fc.string().filter((name) => name !== '__proto__'),
	values,
	{ minKeys: 1, maxKeys: 6 },
) as fc.Arbitrary<JsonObject>;

function collision(field: string, yours: Json, theirs: Json | undefined): Collision {
	return { field, base: 'before', yours, theirs, isHidden: false };
}

test('taking all of yours gives the document back, taking theirs gives their values, however it is laid out', () => {
	fc.assert(
		fc.property(
			objects,
			fc.infiniteStream(fc.boolean()),
			values,
			fc.constantFrom('', '\t', '   '),
			fc.boolean(),
			(document, picks, theirs, space, hasCarriageReturns) => {
				const fields = Object.keys(document).filter(() => picks.next().value);
				const text = JSON.stringify(document, null, space).replaceAll('\n', hasCarriageReturns ? '\r\n' : '\n');
				const marked = markConflicts(
					text,
					fields.map((field) => collision(field, document[field]!, theirs)),
				);
				expect(markedConflicts(marked)).toHaveLength(fields.length);
				expect(firstMarker(marked) === undefined).toBe(fields.length === 0);
				expect(JSON.parse(resolveConflicts(marked, 'yours'))).toEqual(document);
				const changed = { ...document, ...Object.fromEntries(fields.map((field) => [field, theirs])) };
				expect(JSON.parse(resolveConflicts(marked, 'theirs'))).toEqual(changed);
				expect(firstMarker(resolveConflicts(marked, 'theirs'))).toBeUndefined();
			},
		),
	);
});

test('the sides stand as version control writes them', () => {
	const text = '{\n\t"title": "Ms",\n\t"forename": "Mine"\n}';
	expect(markConflicts(text, [{ ...collision('forename', 'Mine', 'Theirs'), base: 'Margaret' }])).toBe(
		[
			'{',
			'\t"title": "Ms",',
			'<<<<<<< yours',
			'\t"forename": "Mine"',
			'||||||| base',
			'\t"forename": "Margaret"',
			'=======',
			'\t"forename": "Theirs"',
			'>>>>>>> theirs',
			'}',
		].join('\n'),
	);
});

test('variables stay what they are', () => {
	const text = '{ "forename": {{name}}, "surname": "X" }';
	const readable = '{ "forename": 0       , "surname": "X" }';
	const marked = markConflicts(text, [collision('forename', 'Mine', null)], readable);
	expect(resolveConflicts(marked, 'yours').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
});

test('a field that yours took away comes back as theirs', () => {
	const marked = markConflicts('{\n\t"title": "Ms"\n}', [collision('homePhone', null, '0123')]);
	expect(JSON.parse(resolveConflicts(marked, 'yours'))).toEqual({ title: 'Ms' });
	expect(JSON.parse(resolveConflicts(marked, 'theirs'))).toEqual({ homePhone: '0123', title: 'Ms' });
	const empty = markConflicts('{}', [collision('homePhone', null, '0123')]);
	expect(JSON.parse(resolveConflicts(empty, 'theirs'))).toEqual({ homePhone: '0123' });
});
