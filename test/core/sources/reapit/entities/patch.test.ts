/** A change to a record: on the version it was read from, again on a newer one where that loses nothing, otherwise not at all. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../../../src/core/errors.ts';
import type { JsonObject } from '../../../../../src/core/json.ts';
import { EntityConflict } from '../../../../../src/core/sources/reapit/entities/writeErrors.ts';
import type { Opened } from '../vendorRig.ts';
import { noSignal, openVendor } from '../vendorRig.ts';
import { RecordServer } from './recordServer.ts';

const BASE = {
	id: 'OXF1',
	surname: 'Moor',
	email: 'a@example.com',
	homePhone: '1',
	primaryAddress: { line1: 'High St', postcode: 'OX1' },
};

async function open(): Promise<Opened & { readonly record: RecordServer }> {
	const record = new RecordServer(BASE);
	return { record, ...(await openVendor((asked) => record.answer(asked))) };
}

const patch = ({ entities }: Opened, changes: JsonObject, base?: { value: JsonObject; etag: string | undefined }) =>
	entities.patch('contacts/OXF1', { value: changes }, base === undefined ? {} : { base }, noSignal);

test('it names the version exactly as the vendor gave it, quotation marks included', async () => {
	const opened = await open();
	expect(await patch(opened, { surname: 'More' })).toEqual({ isAlreadySo: false, replays: 0 });
	expect(opened.vendor.asked.map(({ method, headers }) => [method, headers['if-match']])).toEqual([
		['GET', undefined],
		['PATCH', '"00000000000000000000000000000001"'],
	]);
	expect(opened.record.value.surname).toBe('More');
});

test('it is made again where somebody else has changed other fields', async () => {
	const opened = await open();
	let others = 2;
	opened.record.meanwhile = () => {
		if (others-- > 0) opened.record.edit({ email: `b${others}@example.com` });
	};
	expect(await patch(opened, { surname: 'More' })).toEqual({ isAlreadySo: false, replays: 2 });
	expect(opened.record.value).toMatchObject({ surname: 'More', email: 'b0@example.com' });
});

test('it stops with base, theirs and yours where both have changed one field, and sends nothing', async () => {
	const opened = await open();
	opened.record.meanwhile = () => {
		opened.record.meanwhile = undefined;
		opened.record.edit({ surname: 'Morr', email: 'b@example.com' });
	};
	const error = await patch(opened, { surname: 'More', homePhone: '2' }).catch((thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(EntityConflict);
	expect(error).toMatchObject({ reason: 'conflict', status: 412, requestId: 'amzn-1' });
	expect((error as EntityConflict).collisions).toEqual([
		{ field: 'surname', base: 'Moor', theirs: 'Morr', yours: 'More', isHidden: false },
	]);
	expect(opened.record.accepted).toEqual([]);
});

test('parts of one nested field are not shared: whether the vendor merges or replaces it is nowhere written', async () => {
	const opened = await open();
	opened.record.meanwhile = () => {
		opened.record.meanwhile = undefined;
		opened.record.edit({ primaryAddress: { line1: 'High St', postcode: 'OX2' } });
	};
	await expect(patch(opened, { primaryAddress: { line1: 'Low St' } })).rejects.toBeInstanceOf(EntityConflict);
	expect(opened.record.accepted).toEqual([]);
});

test('a change whose answer was lost is found to be made, not made twice', async () => {
	const opened = await open();
	opened.record.losesAnswer = true;
	expect(await patch(opened, { surname: 'More' })).toEqual({ isAlreadySo: true, replays: 0 });
	expect(opened.record.accepted).toHaveLength(1);
});

test('what others have set to the same value meanwhile is left alone, the rest is sent', async () => {
	const opened = await open();
	opened.record.meanwhile = () => {
		opened.record.meanwhile = undefined;
		opened.record.edit({ primaryAddress: { line1: 'Low St', postcode: 'OX9' } });
	};
	await patch(opened, { primaryAddress: { line1: 'Low St' }, surname: 'More' });
	expect(opened.record.accepted.map(({ changes }) => changes)).toEqual([{ surname: 'More' }]);
});

test('a change made on an older version, such as one from the replica, is compared with what stands there now', async () => {
	const opened = await open();
	const seen = { value: BASE, etag: opened.record.etag };
	opened.record.edit({ homePhone: '7' });
	expect(await patch(opened, { surname: 'More' }, seen)).toEqual({ isAlreadySo: false, replays: 1 });
	const unversioned = { value: BASE, etag: undefined };
	await expect(patch(opened, { homePhone: '9' }, unversioned)).rejects.toBeInstanceOf(EntityConflict);
});

test('a field that is written but never given back cannot be compared: on a newer version it is a conflict', async () => {
	const record = new RecordServer({ id: 'RPS1', attended: 'notSet' });
	const { entities } = await openVendor((asked) => record.answer(asked));
	record.meanwhile = () => {
		record.meanwhile = undefined;
		record.edit({ attended: 'attended' });
	};
	const change = entities.patch('appointments/RPS1', { value: { followUpOn: '2026-05-02' } }, {}, noSignal);
	await expect(change).rejects.toMatchObject({ collisions: [{ field: 'followUpOn', isHidden: true }] });
});

test('a record that changes before every attempt is given up', async () => {
	const opened = await open();
	let n = 0;
	opened.record.meanwhile = () => opened.record.edit({ email: `${n++}@example.com` });
	const error = await patch(opened, { surname: 'More' }).catch((thrown: unknown) => thrown);
	expect(error).toMatchObject({ reason: 'conflict', status: 412 });
	expect(n).toBe(9);
	expect(opened.record.accepted).toEqual([]);
});

test('a record without a version is not changed', async () => {
	const opened = await openVendor(() => ({ status: 200, json: { id: 'OXF1', _eTag: null } }));
	await expect(patch(opened, { surname: 'More' })).rejects.toMatchObject({ reason: 'badResponse' });
	expect(opened.vendor.asked).toHaveLength(1);
});

test('a header that a proxy has weakened gives way to the version in the body', async () => {
	const opened = await openVendor(({ method }) =>
		method === 'GET'
			? { status: 200, headers: { etag: 'W/"1"' }, json: { id: 'OXF1', _eTag: '"1"' } }
			: { status: 204 },
	);
	await patch(opened, { surname: 'More' });
	expect(opened.vendor.asked[1]?.headers['if-match']).toBe('"1"');
});

test('a read-only connection asks nothing and changes nothing', async () => {
	const opened = await openVendor(() => ({ status: 500 }), { readOnly: true });
	const { entities } = opened;
	const document = { value: { surname: 'More' } };
	const writes = [
		patch(opened, { surname: 'More' }),
		entities.create('contacts', document, { isUnchecked: true }, noSignal),
		entities.delete('documents/D1', noSignal),
		entities.put('resthooks/R1', document, { isUnchecked: true }, noSignal),
	];
	for (const result of await Promise.allSettled(writes)) {
		const error: unknown = result.status === 'rejected' ? result.reason : undefined;
		expect(FreeholdError.is(error, 'forbidden')).toBe(true);
		expect((error as FreeholdError).next).toContain('readOnly');
	}
	expect(opened.vendor.asked).toEqual([]);
});
