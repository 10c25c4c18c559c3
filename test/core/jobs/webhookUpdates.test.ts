/** Single records brought up to date in a replica, as their events come in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { replicate } from '../../../src/core/jobs/replicate.ts';
import type { OpenReplica } from '../../../src/core/jobs/webhookUpdates.ts';
import { WebhookUpdates } from '../../../src/core/jobs/webhookUpdates.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import { openReplica } from '../../../src/core/replica/replica.ts';
import { openReapitSource } from '../../../src/core/sources/reapit/reapitSource.ts';
import type { ReapitSettings } from '../../../src/core/sources/reapit/reapitSettings.ts';
import { workerUrl } from '../../support/mls.ts';
import { FakeClock, silentLog, undiciEngine } from '../http/rig.ts';
import type { Reply, Vendor } from '../sources/reapit/vendorRig.ts';
import { noSignal, startVendor } from '../sources/reapit/vendorRig.ts';

interface Agency {
	readonly vendor: Vendor;
	/** By id. */
	readonly contacts: Map<string, JsonObject>;
	readonly updates: WebhookUpdates;
	readonly opens: { count: number };
	readonly outage: { isOn: boolean };
	readonly rows: () => readonly (readonly unknown[])[];
	readonly replicateContacts: () => Promise<void>;
	readonly open: () => Promise<OpenReplica>;
}

const contact = (id: string, surname: string): JsonObject => ({
	...{ id, surname, created: '2026-01-01T00:00:00Z', modified: '2026-05-01T00:00:00Z', _eTag: `"${surname}"` },
});

async function startAgency(
	settings: Partial<ReapitSettings> = {},
	tidies: (rows: JsonObject[]) => JsonObject[] = (rows) => rows,
): Promise<Agency> {
	const contacts = new Map(['A', 'B', 'C'].map((id) => [id, contact(id, 'Moor')]));
	const outage = { isOn: false };
	const vendor = await startVendor(({ path }): Reply => {
		if (outage.isOn) return { status: 503 };
		const url = new URL(path, 'http://vendor');
		const [, , id = ''] = url.pathname.split('/');
		if (id !== '') {
			const found = contacts.get(decodeURIComponent(id));
			return found === undefined ? { status: 404, json: {} } : { status: 200, json: found };
		}
		const ids = url.searchParams.getAll('id');
		const rows = tidies([...contacts.values()]).filter((row) => ids.length === 0 || ids.some((one) => one === row.id));
		const totals = { pageNumber: 1, pageSize: 100, pageCount: rows.length, totalPageCount: 1, totalCount: rows.length };
		return { status: 200, json: { _embedded: rows, ...totals } };
	});
	const folder = mkdtempSync(join(tmpdir(), 'freehold-updates-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	const file = join(folder, 'agency.sqlite');
	const clock = new FakeClock();
	const outside = { fetch: undiciEngine(), clock, random: () => 0.5, log: silentLog, budget: new MemoryBudget() };
	const opens = { count: 0 };
	const open = async (): Promise<OpenReplica> => {
		const replica = await openReplica({ file, workerUrl });
		opens.count++;
		const source = openReapitSource(
			{
				...{ connection: 'agency', customers: ['SBOX'], auth: 'clientCredentials', apiVersion: '2020-01-31' },
				...{ baseUrl: vendor.origin, identityUrl: vendor.origin, redirectUri: undefined, readOnly: true },
				...settings,
			},
			{ ...outside, secrets: { get: (field) => Promise.resolve(field) }, decoder: replica, maxWaitMs: 60_000 },
		);
		return { source, replica, close: () => replica.close() };
	};
	const replicateContacts = async (): Promise<void> => {
		const opened = await open();
		const { source, replica } = opened;
		const [result] = await replicate({
			...{
				connection: 'agency',
				source,
				replica,
				datasets: ['contacts'],
				expand: [],
				mode: 'auto',
				strictInitial: false,
			},
			...{ purgeEveryMs: undefined, fullEveryMs: 1e12, purgeLimitPercent: 50, clock, log: silentLog, signal: noSignal },
			onEvent: () => undefined,
		});
		await opened.close();
		if (result?.error !== undefined) throw result.error as Error;
	};
	const rows = (): readonly (readonly unknown[])[] => {
		const reader = ReplicaReader.open(file);
		const { rows: found } = reader.openQuery('SELECT customerId, id, surname FROM contacts ORDER BY id', {});
		const all = [...found].map((row) => [...row]);
		reader.close();
		return all;
	};
	const updates = new WebhookUpdates({ connection: 'agency', open, clock, log: silentLog, signal: noSignal });
	return { vendor, contacts, updates, opens, outage, rows, replicateContacts, open };
}

test('a changed, a new and a deleted record are seen at once, in one run', async () => {
	const { contacts, updates, rows, replicateContacts, opens, vendor } = await startAgency();
	await replicateContacts();
	contacts.set('B', contact('B', 'More'));
	contacts.set('D', contact('D', 'New'));
	contacts.delete('C');
	const before = { opens: opens.count, asked: vendor.asked.length };
	const all = await Promise.all(['B', 'D', 'C', 'B'].map((id) => updates.update('contacts', ['SBOX', id])));
	expect(rows()).toEqual([
		['SBOX', 'A', 'Moor'],
		['SBOX', 'B', 'More'],
		['SBOX', 'D', 'New'],
	]);
	expect(opens.count - before.opens).toBe(1);
	expect(
		vendor.asked
			.slice(before.asked)
			.map(({ path }) => path)
			.toSorted(),
	).toEqual(['/contacts/B', '/contacts/C', '/contacts/D']);
	const runs = new Set(all.map(({ record }) => record?.id));
	expect(runs.size).toBe(1);
	expect(all[0]?.record?.counts.contacts).toMatchObject({ inserted: 1, updated: 1, deleted: 1 });
	expect(all[0]?.records).toBe(3);
});

test('a record that no longer matches what the connection keeps is asked for through the list, and goes', async () => {
	const parameters = { contacts: { marketingConsent: ['grant'] } };
	const { contacts, updates, rows, replicateContacts, vendor } = await startAgency({ parameters }, (all) =>
		all.filter(({ surname }) => surname !== 'Gone'),
	);
	await replicateContacts();
	contacts.set('B', contact('B', 'Gone'));
	contacts.set('C', contact('C', 'Kept'));
	await Promise.all(['B', 'C'].map((id) => updates.update('contacts', ['SBOX', id])));
	expect(vendor.asked.at(-1)?.path).toBe('/contacts/?pageSize=100&id=B&id=C&marketingConsent=grant');
	expect(rows().map(([, id, surname]) => [id, surname])).toEqual([
		['A', 'Moor'],
		['C', 'Kept'],
	]);
});

test('a dataset that is not replicated is left alone', async () => {
	const { updates, replicateContacts, vendor } = await startAgency();
	await replicateContacts();
	const asked = vendor.asked.length;
	expect(await updates.update('offices', ['SBOX', 'OXF'])).toMatchObject({ outcome: 'notReplicated' });
	expect(await updates.update('barbecues', ['SBOX', 'B1'])).toMatchObject({ outcome: 'notReplicated' });
	expect(vendor.asked.length).toBe(asked);
});

test('events wait while another run writes to the replica', async () => {
	const { contacts, updates, rows, replicateContacts, open } = await startAgency();
	await replicateContacts();
	contacts.set('B', contact('B', 'More'));
	const other = await open();
	const update = updates.update('contacts', ['SBOX', 'B']);
	await new Promise((resolve) => setImmediate(resolve));
	await other.close();
	expect((await update).record?.counts.contacts).toMatchObject({ updated: 1 });
	expect(rows()[1]).toEqual(['SBOX', 'B', 'More']);
});

test('a vendor that cannot answer fails the event; it is not lost to the next ones', async () => {
	const agency = await startAgency();
	await agency.replicateContacts();
	agency.contacts.set('B', contact('B', 'More'));
	agency.outage.isOn = true;
	await expect(agency.updates.update('contacts', ['SBOX', 'B'])).rejects.toMatchObject({ reason: 'unavailable' });
	agency.outage.isOn = false;
	await agency.updates.update('contacts', ['SBOX', 'B']);
	expect(agency.rows()[1]).toEqual(['SBOX', 'B', 'More']);
});
