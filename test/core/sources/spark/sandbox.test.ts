/** The source against the sandbox, which was written from the vendor's documents by itself. */
import { afterEach, expect, test } from 'vitest';
import type { Secrets } from '../../../../src/core/outside.ts';
import { finishSignIn, startSignIn } from '../../../../src/core/sources/spark/signIn.ts';
import { openTokenDoor } from '../../../../src/core/sources/spark/sparkDoors.ts';
import type { SparkSettings } from '../../../../src/core/sources/spark/sparkSettings.ts';
import type { FaultAction } from '../../../../src/sandbox/faults/faultRules.ts';
import type { Sandbox, SandboxOptions } from '../../../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { TestSource } from './scriptedSpark.ts';
import { collect, fixedSecrets, keptSecrets, never, settings, testDataset, testSource } from './scriptedSpark.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

async function sandboxed(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ scale: 0.1, ...options });
	closing.push(() => sandbox.close());
	return sandbox;
}

function sourceOf(origin: string, secrets: Secrets, changes: Partial<SparkSettings> = {}): TestSource {
	const rig = testSource(origin, changes, secrets);
	closing.push(rig.close);
	return rig;
}

const contacts = testDataset('Contacts');

test.each(['1.7', '2.0'])(
	'every dataset of dictionary %s is read to its end, and its keys are proven complete',
	async (dictionary) => {
		const { spark } = await sandboxed();
		const secrets = fixedSecrets({ token: spark.tokens.private.replication });
		const { source, decoder } = sourceOf(spark.origins.replication, secrets, { dictionary });
		const datasets = await source.datasets(never);
		expect(datasets.map(({ id }) => id)).toEqual(
			expect.arrayContaining([
				'Property',
				'Member',
				'Office',
				'OpenHouse',
				'Teams',
				'Lookup',
				'Contacts',
				'OwnContacts',
			]),
		);
		for (const dataset of datasets) {
			const relations = dataset.relations.map(({ property }) => property);
			const batches = await collect(source.read(dataset, { phase: 'initial', relations }, never));
			const rows = decoder.values(batches, dataset.id, dataset.key[0]!);
			expect(new Set(rows).size).toBe(await source.count(dataset, never));
			expect(batches.at(-1)?.isLast).toBe(true);
			if (!dataset.canSweep) continue;
			const sweep = await collect(source.read(dataset, { phase: 'sweep' }, never));
			expect(sweep.at(-1)?.sweepProof).toMatchObject({ isComplete: true });
		}
	},
);

test('an update finds what was edited, with relations', async () => {
	const { spark, clock } = await sandboxed();
	const rig = sourceOf(spark.origins.replication, fixedSecrets({ token: spark.tokens.idx.replication }), {
		keyType: 'idx',
	});
	const property = (await rig.source.datasets(never)).find(({ id }) => id === 'Property')!;
	const since = clock.now();
	clock.advance(3_600_000);
	const edited = [...spark.edit('Property', 3), ...spark.insert('Property', 1)];
	const batches = await collect(rig.source.read(property, { phase: 'update', relations: ['Media'], since }, never));
	expect(rig.decoder.values(batches, 'Property', 'ListingKey').sort()).toEqual(edited.toSorted());
});

test('a replication key on the normal host learns what to change', async () => {
	const { spark } = await sandboxed();
	const { source } = sourceOf(spark.origins.api, fixedSecrets({ token: spark.tokens.idx.replication }));
	await expect(source.datasets(never)).rejects.toMatchObject({ vendorCode: 1021, reason: 'forbidden' });
});

test('contacts refused to an IDX key are explained', async () => {
	const { spark } = await sandboxed();
	const { source } = sourceOf(spark.origins.replication, fixedSecrets({ token: spark.tokens.idx.replication }));
	await expect(source.count(contacts, never)).rejects.toMatchObject({ vendorCode: 1500, reason: 'forbidden' });
});

test.each(['utcBare', 'localBare', 'offset'] as const)(
	'the moment of an export is the same however it is written (%s)',
	async (exportTimestamp) => {
		const { spark, clock } = await sandboxed({ spark: { exportTimestamp } });
		const { source } = sourceOf(spark.origins.replication, fixedSecrets({ token: spark.tokens.private.replication }));
		const before = clock.now();
		const [first] = await collect(source.read(contacts, { phase: 'initial', relations: [] }, never));
		expect(Math.abs(first!.serverStart - before)).toBeLessThan(60_000);
		expect(first!.serverStart).toBeLessThanOrEqual(clock.now());
	},
);

test('the legacy signature reads contacts, and renews its session', async () => {
	const { spark } = await sandboxed();
	const { key, secret } = spark.apiKeys.private.replication;
	const rig = sourceOf(spark.origins.replication, fixedSecrets({ apiKey: key, apiSecret: secret }), { auth: 'apiSig' });
	const count = await rig.source.count(contacts, never);
	expect(count).toBeGreaterThan(0);
	spark.expireTokens();
	expect(await rig.source.count(contacts, never)).toBe(count);
	expect((await rig.source.datasets(never)).map(({ id }) => id)).toContain('Contacts');
});

test.each(['oauth2', 'openid'] as const)('%s: signed in through the browser, expired, and renewed', async (auth) => {
	const { spark } = await sandboxed({ spark: { autoApprove: true } });
	const client = spark.credentials.clients.replication;
	const values: Record<string, string> = { clientId: client.id, clientSecret: client.secret };
	const secrets = keptSecrets(values);
	const own: SparkSettings = {
		...settings,
		auth,
		baseUrl: spark.origins.replication,
		identityUrl: spark.origins.identity,
		redirectUri: 'http://127.0.0.1:9/callback',
	};
	const rig = sourceOf(spark.origins.replication, secrets, own);
	let n = 0;
	const outside = { secrets, door: await openTokenDoor(own, rig.outside), unguessable: () => `unguessable-${++n}` };
	const started = await startSignIn(own, outside, never);
	const answer = await fetch(started.url, { redirect: 'manual' });
	await finishSignIn(own, started, answer.headers.get('location')!, outside, never);
	const before = { ...values };
	expect(await rig.source.count(contacts, never)).toBeGreaterThan(0);
	spark.expireTokens();
	expect(await rig.source.count(contacts, never)).toBeGreaterThan(0);
	expect(values.accessToken).not.toBe(before.accessToken);
});

const faults: readonly FaultAction[] = [
	{ kind: 'reset' },
	{ kind: 'truncate', how: 'shortBody' },
	{ kind: 'truncate', how: 'shortStream' },
	{ kind: 'truncate', how: 'wrongLength' },
	{ kind: 'truncate', how: 'brokenChunks' },
	{ kind: 'wrongJson' },
	{ kind: 'wrongContentType' },
	{ kind: 'duplicateRecord' },
	{ kind: 'emptyPageWithNextLink' },
	{ kind: 'expiredSkiptoken' },
	{ kind: 'expiredSkiptoken', status: 410 },
	{ kind: 'successFalse', code: 1510 },
	{ kind: 'dEnvelopeError', code: 1515 },
	{ kind: 'status', status: 429, code: 1550 },
];

test.each(faults)('one fault (%o) during a walk loses no listing', async (action) => {
	const { spark } = await sandboxed();
	const rig = sourceOf(spark.origins.api, fixedSecrets({ token: spark.tokens.private.normal }), { replication: false });
	const property = testDataset('Property');
	spark.faults.add({ match: { path: '/Property', nth: 3, times: 1 }, do: action });
	const batches = await collect(rig.source.read(property, { phase: 'initial', relations: ['Media'] }, never));
	const keys = [...spark.records('Property')].map(({ ListingKey }) => ListingKey);
	expect(new Set(rig.decoder.values(batches, 'Property', 'ListingKey'))).toEqual(new Set(keys));
});

test('a record that Spark cannot deliver is a gap, and comes when it is mended', async () => {
	const { spark } = await sandboxed();
	const rig = sourceOf(spark.origins.replication, fixedSecrets({ token: spark.tokens.private.replication }));
	const property = testDataset('Property');
	const keys = [...spark.records('Property')].map(({ ListingKey }) => ListingKey as string);
	const bad = keys[77]!;
	const fault = { match: { path: '/Property' }, do: { kind: 'poisonRecord', key: bad } } as const;
	spark.faults.add(fault);
	const batches = await collect(rig.source.read(property, { phase: 'initial', relations: ['Media'] }, never));
	expect(batches.flatMap(({ gaps }) => gaps ?? []).map(({ key }) => key)).toEqual([bad]);
	expect(rig.decoder.values(batches, 'Property', 'ListingKey')).toEqual(keys.filter((key) => key !== bad));
	spark.faults.clear();
	const retried = await collect(
		rig.source.read(property, { phase: 'retry', relations: ['Media'], keys: [bad] }, never),
	);
	expect(rig.decoder.values(retried, 'Property', 'ListingKey')).toEqual([bad]);
});
