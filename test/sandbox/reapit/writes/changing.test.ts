/** Changing: only the version that one has seen, and only the fields that one sends. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/sandbox/json.ts';
import { merged } from '../../../../src/sandbox/reapit/writes/merge.ts';
import { asking, createContact, reapitStarted } from '../writingRig.ts';

const missing =
	"Precondition failed: Update operations require that the target resources current ETag is included in the requests 'If-Match' header.";
const stale =
	'Precondition failed: The ETag provided does not match the current version of this resource. Re-fetch the latest version of this resource before attempting to update it.';

test('the current tag lets one change in, which makes another version', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const place = await createContact(ask);
	const before = (await ask('GET', place)).json;
	reapit.advance(60_000);
	const changed = await ask('PATCH', place, { body: { surname: 'Lovelace' }, ifMatch: before._eTag });
	expect([changed.status, changed.text]).toEqual([204, '']);
	expect(changed.headers.has('content-length')).toBe(false);
	const after = (await ask('GET', place)).json;
	expect(after).toMatchObject({ surname: 'Lovelace', forename: 'Ada', created: before.created });
	expect(after.modified).not.toBe(before.modified);
	expect(after._eTag).toMatch(/^"[0-9A-F]{40}"$/);
	expect(after._eTag).not.toBe(before._eTag);
});

test('without a tag, and with an outdated one, a change is 412 in the words of the vendor', async () => {
	const ask = asking(await reapitStarted());
	const place = await createContact(ask);
	const { _eTag: first } = (await ask('GET', place)).json;
	const change = async (ifMatch?: string): Promise<readonly [number, string]> => {
		const order = ifMatch === undefined ? {} : { ifMatch };
		const { status, json } = await ask('PATCH', place, { body: { forename: 'A' }, ...order });
		return [status, json.description];
	};
	expect(await change()).toEqual([412, missing]);
	expect((await change(first))[0]).toBe(204);
	expect(await change(first)).toEqual([412, stale]);
	expect(await change('"0000000000000000000000000000000000000000"')).toEqual([412, stale]);
});

test.each(['33A64DF5', '*', 'W/"33A64DF5"', '"a", "b"'])(
	'an If-Match of %s is 400, and 500 by switch',
	async (ifMatch) => {
		for (const malformedIfMatch of [400, 500] as const) {
			const ask = asking(await reapitStarted({ malformedIfMatch }));
			const place = await createContact(ask);
			expect((await ask('PATCH', place, { body: {}, ifMatch })).status).toBe(malformedIfMatch);
		}
	},
);

test('a refused change changes nothing', async () => {
	const ask = asking(await reapitStarted());
	const place = await createContact(ask);
	const before = (await ask('GET', place)).json;
	const { status, json } = await ask('PATCH', place, {
		body: { forename: 'A', surname: null, officeIds: [], marketingConsent: 'maybe', metadata: { a: 1 } },
		ifMatch: before._eTag,
	});
	expect(status).toBe(422);
	expect(json.errors.map(({ field }) => field)).toEqual(['surname', 'marketingConsent', 'officeIds']);
	expect((await ask('GET', place)).json).toEqual(before);
});

test('objects are merged, lists replaced, null empties', async () => {
	const ask = asking(await reapitStarted());
	const place = await createContact(ask, {
		primaryAddress: { type: 'primary', line1: '1 High Street', postcode: 'OX1 1AA' },
		categoryIds: ['VIP', 'INV'],
		title: 'Ms',
	});
	const ifMatch = (await ask('GET', place)).json._eTag;
	const body = { primaryAddress: { line1: '2 High Street' }, categoryIds: ['DEV'], title: null };
	expect((await ask('PATCH', place, { body, ifMatch })).status).toBe(204);
	expect((await ask('GET', place)).json).toMatchObject({
		primaryAddress: { type: 'primary', line1: '2 High Street', postcode: 'OX1 1AA' },
		categoryIds: ['DEV'],
		title: null,
	});
});

test('by switch an object is replaced', async () => {
	const ask = asking(await reapitStarted({ nestedPatch: 'replace' }));
	const place = await createContact(ask, { primaryAddress: { type: 'primary', postcode: 'OX1 1AA' } });
	const ifMatch = (await ask('GET', place)).json._eTag;
	await ask('PATCH', place, { body: { primaryAddress: { line1: '2 High Street' } }, ifMatch });
	expect((await ask('GET', place)).json.primaryAddress).toMatchObject({ line1: '2 High Street', postcode: null });
});

test('an archived contact tells since when, and comes back', async () => {
	const ask = asking(await reapitStarted());
	const place = await createContact(ask);
	for (const [fromArchive, archivedOn] of [
		[true, '2026-05-01T12:00:00.0000000Z'],
		[false, null],
	] as const) {
		const ifMatch = (await ask('GET', place)).json._eTag;
		expect((await ask('PATCH', place, { body: { fromArchive }, ifMatch })).status).toBe(204);
		expect((await ask('GET', place)).json).toMatchObject({ fromArchive, archivedOn });
	}
});

test('a merge keeps what is not sent and takes what is', () => {
	const leaf = fc.oneof(fc.integer(), fc.string(), fc.constant(null), fc.array(fc.integer()));
	const name = fc.constantFrom('a', 'b', 'c');
	const inner = fc.dictionary(name, leaf);
	const record = fc.dictionary(name, fc.oneof(leaf, inner));
	fc.assert(
		fc.property(record, record, (before, patch) => {
			const after = { ...before, ...merged(before, patch, 'merge') };
			// Sending the same again changes nothing more, and sending nothing changes nothing.
			expect({ ...after, ...merged(after, patch as JsonObject, 'merge') }).toEqual(after);
			expect(merged(before as JsonObject, {}, 'merge')).toEqual({});
			for (const each of Object.keys(before))
				if (!Object.hasOwn(patch, each)) expect(after[each]).toEqual(before[each]);
		}),
	);
});
