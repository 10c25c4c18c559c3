/** JSON Patch from two documents, and applied. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../../src/core/errors.ts';
import type { Json } from '../../../../../src/core/json.ts';
import { applyPatch, makePatch } from '../../../../../src/core/sources/reapit/metadata/jsonPatch.ts';

/** Short names and values, so that documents share parts. */
const document = fc.letrec<{ value: Json }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 3 },
		fc.constantFrom<Json>(null, true, 0, 1, '', 'a', 'b'),
		fc.array(tie('value'), { maxLength: 4 }),
		fc.dictionary(fc.constantFrom('a', 'b', 'c/d', 'e~f', '', 'constructor', 'toString'), tie('value'), {
			maxKeys: 4,
			noNullPrototype: true,
		}),
	),
})).value;

test('a patch made from two documents turns the one into the other, and none is made from equal ones', async () => {
	await fc.assert(
		fc.asyncProperty(document, document, async (before, after) => {
			const patch = await makePatch(before, after);
			expect(await applyPatch(before, patch as Json)).toEqual(after);
			expect(await makePatch(after, structuredClone(after))).toEqual([]);
		}),
		{ numRuns: 500 },
	);
});

test('members called like JavaScript’s own replace the whole document, and a patch through them is refused', async () => {
	const [before, after]: [Json, Json] = [{ constructor: [{ toString: null }] }, { constructor: [{}] }];
	const patch = await makePatch(before, after);
	expect(await applyPatch(before, patch as Json)).toEqual(after);
	const through = [{ op: 'remove', path: '/constructor/0/toString' }];
	expect(FreeholdError.is(await applyPatch(before, through).catch((error: unknown) => error), 'badRequest')).toBe(true);
});

test('only what differs is in it', async () => {
	const before = { rating: 4, tags: ['a', 'b'], owner: { name: 'Moor', age: 40 } };
	const after = { rating: 5, tags: ['a', 'b', 'c'], owner: { name: 'Moor' } };
	expect(await makePatch(before, after)).toEqual(
		expect.arrayContaining([
			{ op: 'replace', path: '/rating', value: 5 },
			{ op: 'add', path: '/tags/-', value: 'c' },
			{ op: 'remove', path: '/owner/age' },
		]),
	);
});

test.each<[Json, string, string]>([
	[{ op: 'add' }, 'usage', 'array of operations'],
	[[{ op: 'put', path: '/a' }], 'usage', 'operation 1 has no op among'],
	[[{ op: 'add', path: 'a', value: 1 }], 'usage', 'no path such as'],
	[[{ op: 'add', path: '/a' }], 'usage', 'has no value'],
	[[{ op: 'move', path: '/b' }], 'usage', 'has no from'],
	[[{ op: 'test', path: '/a', value: 2 }], 'badRequest', 'operation 1 (test /a)'],
	[[{ op: 'remove', path: '/b' }], 'badRequest', 'operation 1 (remove /b)'],
])('%j is refused', async (patch, reason, why) => {
	const error = await applyPatch({ a: 1 }, patch).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({ reason });
	expect((error as Error).message).toContain(why);
});

test('nothing is written into the prototype of all objects', async () => {
	const evil: Json = [{ op: 'add', path: '/__proto__/polluted', value: true }];
	await applyPatch({ a: 1 }, evil).catch(() => undefined);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
