/** The write side against the sandbox, which was written from the vendor's documents and knows nothing of it. */
import { expect, onTestFinished, test } from 'vitest';
import { MemoryBudget } from '../../../../../src/core/http/memoryBudget.ts';
import type { JsonObject } from '../../../../../src/core/json.ts';
import { CustomerApi } from '../../../../../src/core/sources/reapit/entities/customerApi.ts';
import { ReapitEntities } from '../../../../../src/core/sources/reapit/entities/entities.ts';
import { EntityConflict } from '../../../../../src/core/sources/reapit/entities/writeErrors.ts';
import { openReapitDoors } from '../../../../../src/core/sources/reapit/reapitDoors.ts';
import type { ReapitSandboxOptions } from '../../../../../src/sandbox/reapit/options.ts';
import type { ReapitSandbox } from '../../../../../src/sandbox/reapit/reapitSandbox.ts';
import { startSandbox } from '../../../../../src/sandbox/sandbox.ts';
import { FakeClock, silentLog, undiciEngine } from '../../../http/rig.ts';
import { noSignal } from '../vendorRig.ts';

async function open(
	options: ReapitSandboxOptions = {},
): Promise<{ reapit: ReapitSandbox; entities: ReapitEntities; used: () => number }> {
	const sandbox = await startSandbox({ scale: 0.05, reapit: options });
	onTestFinished(() => sandbox.close());
	const { reapit } = sandbox;
	const { id, secret } = reapit.handlers.clients.server;
	const settings = {
		...{ connection: 'agency', customers: ['SBOX'], auth: 'clientCredentials' as const, apiVersion: '2020-01-31' },
		...{ baseUrl: reapit.origins.api, identityUrl: reapit.origins.connect, redirectUri: undefined, readOnly: false },
	};
	const doors = await openReapitDoors(settings, {
		...{ fetch: undiciEngine(), clock: new FakeClock(), random: () => 0.5, log: silentLog, budget: new MemoryBudget() },
		secrets: { get: (field) => Promise.resolve({ clientId: id, clientSecret: secret }[field]) },
		maxWaitMs: 600_000,
	});
	const [customer] = doors.customers;
	if (customer === undefined) throw new Error('the settings name a customer');
	const api = new CustomerApi({ settings, origin: doors.origin, doors: customer });
	return { reapit, entities: await ReapitEntities.open(api), used: () => doors.usedToday() };
}

function firstId(reapit: ReapitSandbox, resource: string): string {
	const [item] = reapit.items(resource);
	if (typeof item?.id !== 'string') throw new Error(`the sandbox has no ${resource}`);
	return item.id;
}

test.each(['merge', 'replace'] as const)(
	'where the vendor %ss nested objects, nobody loses a part of one',
	async (nestedPatch) => {
		const { reapit, entities } = await open({ nestedPatch });
		const path = `contacts/${firstId(reapit, 'contacts')}`;
		const base = await entities.get(path, [], noSignal);
		const change = (value: JsonObject): Promise<unknown> => entities.patch(path, { value }, { base }, noSignal);
		await change({ primaryAddress: { line1: 'One' } });
		// Made on the version before: a field of its own goes through, a part of the same object does not.
		expect(await change({ surname: 'More' })).toEqual({ isAlreadySo: false, replays: 1 });
		await expect(change({ primaryAddress: { line2: 'Two' } })).rejects.toBeInstanceOf(EntityConflict);
		const now = await entities.get(path, [], noSignal);
		expect(now.value).toMatchObject({ surname: 'More', primaryAddress: { line1: 'One' } });
		expect(now.etag).not.toBe(base.etag);
	},
);

test('every enumeration of the models is refused by both sides alike', async () => {
	const { reapit, entities } = await open();
	const document = { value: { typeId: 'X', associatedType: 'barbecue', associatedId: 'Y', name: 'a.pdf' } };
	const here = await entities.create('documents', document, {}, noSignal).catch((error: unknown) => error);
	const there = await entities
		.create('documents', document, { isUnchecked: true }, noSignal)
		.catch((error: unknown) => error);
	const paths = (error: unknown): unknown => (error as { fields: { path: unknown }[] }).fields.map(({ path }) => path);
	expect(paths(here)).toEqual([['associatedType']]);
	expect(paths(there)).toEqual(expect.arrayContaining([['associatedType']]));
	expect(there).toMatchObject({ status: 422 });
	expect((there as { requestId: string }).requestId).not.toBe('');
	expect(reapit.requests.at(-1)?.status).toBe(422);
});

test('calls that embeds make are counted as the vendor counts them', async () => {
	const { reapit, entities, used } = await open();
	await entities.read(
		'properties',
		[
			['embed', 'images'],
			['pageSize', '50'],
		],
		noSignal,
	);
	await entities.read(`properties/${firstId(reapit, 'properties')}`, [['embed', 'images']], noSignal);
	expect(used()).toBe(reapit.handlers.limits.seen.billed);
	expect(used()).toBeGreaterThan(2);
});
