/** Records and metadata as files, against the sandbox. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemoryBudget } from '../../../../../src/core/http/memoryBudget.ts';
import type { Json, JsonObject } from '../../../../../src/core/json.ts';
import { resolveConflicts } from '../../../../../src/core/sources/reapit/entities/conflictMarkers.ts';
import { JsonText } from '../../../../../src/core/sources/reapit/entities/jsonText.ts';
import { openCustomer } from '../../../../../src/core/sources/reapit/entities/openCustomer.ts';
import type { OpenCustomer } from '../../../../../src/core/sources/reapit/entities/openCustomer.ts';
import { EntityConflict, InvalidFields } from '../../../../../src/core/sources/reapit/entities/writeErrors.ts';
import { ReapitMetadata } from '../../../../../src/core/sources/reapit/metadata/metadataApi.ts';
import {
	metadataResource,
	newMetadataResource,
} from '../../../../../src/core/sources/reapit/resources/metadataResource.ts';
import { newRecord, recordResource } from '../../../../../src/core/sources/reapit/resources/recordResource.ts';
import { conflictText, documentText } from '../../../../../src/core/sources/reapit/resources/resource.ts';
import { startSandbox } from '../../../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../../../src/sandbox/sandbox.ts';
import { undiciFetch } from '../../../../../src/core/http/undiciFetch.ts';
import type { UndiciFetch } from '../../../../../src/core/http/undiciFetch.ts';
import { systemClock } from '../../../../../src/core/systemOutside.ts';
import { silentLog } from '../../../http/rig.ts';
import { noSignal } from '../vendorRig.ts';

let sandbox: Sandbox;
let customer: OpenCustomer;
let path = '';
let engine: UndiciFetch;

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02 });
	engine = undiciFetch({ env: {} });
	const { reapit } = sandbox;
	const { id, secret } = reapit.handlers.clients.server;
	const settings = {
		...{ connection: 'agency', customers: ['SBOX'], auth: 'clientCredentials' as const, apiVersion: '2020-01-31' },
		...{ baseUrl: reapit.origins.api, identityUrl: reapit.origins.connect, redirectUri: undefined, readOnly: false },
	};
	const outside = {
		...{ fetch: engine.fetch, clock: systemClock(), random: () => 0.5, log: silentLog, budget: new MemoryBudget() },
		secrets: { get: (field: string) => Promise.resolve({ clientId: id, clientSecret: secret }[field]) },
		maxWaitMs: 600_000,
	};
	customer = await openCustomer(settings, outside, ([first = '']) => first);
	const { json } = await customer.entities.read('contacts', [['pageSize', '1']], noSignal);
	const [first] = (json as { readonly _embedded: readonly { readonly id: string }[] })._embedded;
	path = `contacts/${first?.id ?? ''}`;
});

afterAll(async () => {
	await engine.close();
	await sandbox.close();
});

function edited(value: JsonObject, changes: JsonObject): JsonText {
	return JsonText.parse(documentText({ ...value, ...changes }), 'contact.json');
}

test('nothing is sent without a change, and only what was changed with one', async () => {
	const contact = recordResource(customer.entities, path);
	const base = await contact.read(noSignal);
	expect(await contact.save(edited(base.value, {}), base, noSignal)).toEqual({
		outcome: 'unchanged',
		isReplayed: false,
	});
	expect((await contact.read(noSignal)).etag).toBe(base.etag);
	await contact.save(edited(base.value, { forename: 'Ada' }), base, noSignal);
	const { modified: _m, _eTag: _e, ...rest } = (await contact.read(noSignal)).value;
	const { modified: _b, _eTag: _t, ...before } = base.value;
	expect(rest).toEqual({ ...before, forename: 'Ada' });
});

test('others keep their fields; of the same field the text holds all sides, and resolved it is sent to their version', async () => {
	const contact = recordResource(customer.entities, path);
	const base = await contact.read(noSignal);
	await customer.entities.patch(path, { value: { surname: 'Hopper' } }, {}, noSignal);
	const other = await contact.save(edited(base.value, { title: 'Dr' }), base, noSignal);
	expect(other).toEqual({ outcome: 'sent', isReplayed: true });

	const mine = await contact.read(noSignal);
	await customer.entities.patch(path, { value: { forename: 'Theirs', title: 'Mx' } }, {}, noSignal);
	const yours = { ...mine.value, forename: 'Yours' };
	const error: unknown = await contact.save(edited(yours, {}), mine, noSignal).catch((reason: unknown) => reason);
	if (!(error instanceof EntityConflict)) throw error;
	const marked = conflictText(yours, mine, error);
	expect(JSON.parse(resolveConflicts(marked, 'theirs'))).toEqual(error.theirs.value);
	const resolved = JsonText.parse(resolveConflicts(marked, 'yours'), 'contact.json');
	await contact.save(resolved, error.theirs, noSignal);
	expect((await contact.read(noSignal)).value).toMatchObject({ forename: 'Yours', title: 'Mx', surname: 'Hopper' });
});

test('a field that cannot be written, or that the vendor refuses, is told by its path', async () => {
	const contact = recordResource(customer.entities, path);
	const base = await contact.read(noSignal);
	const renamed = edited(base.value, { id: 'OXF0' });
	expect(await contact.check(renamed, base)).toMatchObject([{ path: ['id'] }]);
	await expect(contact.save(renamed, base, noSignal)).rejects.toBeInstanceOf(InvalidFields);
	const refused = contact.save(edited(base.value, { officeIds: ['NOWHERE'] }), base, noSignal);
	await expect(refused).rejects.toMatchObject({
		status: 422,
		fields: [{ path: expect.arrayContaining(['officeIds']) as string[] }],
	});
});

test('a new record is created from its document', async () => {
	const { officeIds = [], negotiatorIds = [] } = (await recordResource(customer.entities, path).read(noSignal)).value;
	const person: JsonObject = {
		forename: 'Maria',
		surname: 'Mitchell',
		mobilePhone: '07700 900003',
		marketingConsent: 'deny',
	};
	const contacts = newRecord(customer.entities, 'contacts');
	expect(await contacts.check(edited(person, { surnam: 'x' }))).not.toEqual([]);
	const id = await contacts.create(edited(person, { officeIds, negotiatorIds }), noSignal);
	expect((await recordResource(customer.entities, `contacts/${id}`).read(noSignal)).value.surname).toBe('Mitchell');
});

test('metadata are compared with what the vendor has, because it keeps no version', async () => {
	const metadata = new ReapitMetadata(customer.api);
	const type = newMetadataResource(metadata, 'contact', () => Promise.resolve(path.split('/')[1]));
	const id = await type.create(edited({ rating: 3, note: 'kept', old: true }, {}), noSignal);
	const document = metadataResource(metadata, 'contact', id ?? '');
	const base = await document.read(noSignal);
	const store = (value: Json): Promise<void> => metadata.put(id ?? '', { value }, { isUnchecked: true }, noSignal);
	await store({ rating: 3, note: 'theirs', old: true });
	const { old: _old, ...without } = base.value;
	expect(await document.save(edited(without, { rating: 5 }), base, noSignal)).toEqual({
		outcome: 'sent',
		isReplayed: true,
	});
	expect((await document.read(noSignal)).value).toEqual({ rating: 5, note: 'theirs' });
	await expect(document.save(edited(base.value, { note: 'mine' }), base, noSignal)).rejects.toBeInstanceOf(
		EntityConflict,
	);
	await document.delete(noSignal);
	await expect(document.read(noSignal)).rejects.toThrow();
});

test('a check of metadata while it is typed asks nobody: it goes by the schema that opening it has read', async () => {
	const metadata = new ReapitMetadata(customer.api);
	const schema = { type: 'object', properties: { stars: { type: 'integer' } } };
	await metadata.schemas.create('hotel', { value: schema }, noSignal);
	const made = await metadata.create({ entityType: 'hotel', document: { value: { stars: 3 } } }, {}, noSignal);
	const hotel = metadataResource(new ReapitMetadata(customer.api), 'hotel', made.id ?? '');
	const base = await hotel.read(noSignal);
	const wrong = edited({ stars: 'many' }, {});
	const before = sandbox.reapit.requestCount;
	expect(await hotel.check(wrong, base)).toEqual([]);
	expect(sandbox.reapit.requestCount).toBe(before);
	await hotel.learn?.(noSignal);
	const asked = sandbox.reapit.requestCount;
	expect(await hotel.check(wrong, base)).toMatchObject([{ path: ['stars'] }]);
	expect(sandbox.reapit.requestCount).toBe(asked);
	// A save reads it where nobody has yet.
	const other = metadataResource(new ReapitMetadata(customer.api), 'hotel', made.id ?? '');
	await expect(other.save(wrong, base, noSignal)).rejects.toBeInstanceOf(InvalidFields);
});
