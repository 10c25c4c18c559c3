/** Trying a connection costs as little as its vendor lets it, and a refused Realpad login is tried once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Budget, FetchLike } from '../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../src/core/http/undiciFetch.ts';
import { checkConnection } from '../../../src/core/jobs/checkConnection.ts';
import { blockedDatasets } from '../../../src/core/jobs/countingUnits.ts';
import type { ConnectionOutside } from '../../../src/core/jobs/openConnection.ts';
import { declared } from '../../../src/core/project/newConnection.ts';
import type { NewConnection } from '../../../src/core/project/newConnection.ts';
import { systemClock } from '../../../src/core/systemOutside.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { workerUrl } from '../../support/mls.ts';

const engine = undiciFetch({ env: {} });
const { signal } = new AbortController();
let sandbox: Sandbox;
let sent: string[];

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02 });
});

afterAll(async () => {
	await sandbox.close();
	await engine.close();
});

const counted: FetchLike = (url, init) => {
	sent.push(`${init.method} ${new URL(url).pathname}`);
	return engine.fetch(url, init);
};

function outside(fields: Readonly<Record<string, string>>, budget: Budget = new MemoryBudget()): ConnectionOutside {
	sent = [];
	return {
		...{ fetch: counted, clock: systemClock(), random: () => 0.5, log: { write: () => undefined }, budget, workerUrl },
		secrets: { get: (field) => Promise.resolve(fields[field]) },
		maxWaitMs: 0,
	};
}

const spark = (): NewConnection => ({
	...{ source: 'spark', name: 'mls', keyType: 'private', replication: true, auth: 'token' },
	...{ baseUrl: sandbox.spark.origins.replication, identityUrl: sandbox.spark.origins.identity },
});
const realpad = (): NewConnection => ({
	...{ source: 'realpad', name: 'prague', multipleInquiries: false, baseUrl: sandbox.realpad.origin },
});
const reapit = (customers: readonly string[]): NewConnection => ({
	...{ source: 'reapit', name: 'agency', auth: 'clientCredentials', customers },
	...{ baseUrl: sandbox.reapit.origins.api, identityUrl: sandbox.reapit.origins.connect },
});

test('Spark is asked for its metadata, once', async () => {
	const token = sandbox.spark.tokens.private.replication;
	const datasets = await checkConnection(declared(spark()), outside({ token }), signal);
	expect(datasets.map(({ id }) => id)).toContain('Property');
	expect(sent).toHaveLength(1);
});

test('Reapit is asked for a token, and for one office of each customer', async () => {
	const { id, secret } = sandbox.reapit.handlers.clients.server;
	const credentials = { clientId: id, clientSecret: secret ?? '' };
	const datasets = await checkConnection(declared(reapit(['SBOX'])), outside(credentials), signal);
	expect(datasets.map(({ id: dataset }) => dataset)).toContain('contacts');
	expect(sent.filter((one) => one.startsWith('GET'))).toEqual(['GET /offices']);
	const nobody = checkConnection(declared(reapit(['NOBODY'])), outside(credentials), signal);
	await expect(nobody).rejects.toThrow(/The test of NOBODY/);
});

test('Realpad is asked for one narrow export, after which every export may still be asked for', async () => {
	const budget = new MemoryBudget();
	const world = outside({ login: 'takeout', password: 'sandbox-takeout' }, budget);
	const connection = declared(realpad());
	const datasets = await checkConnection(connection, world, signal);
	expect(sent).toEqual(['POST /ws/v10/list-excel-products']);
	const ids = datasets.map(({ id }) => id);
	expect(await blockedDatasets(connection, world.secrets, budget, ids, Date.now())).toEqual(new Map());
});

test('a refused Realpad login is sent once, however often it is tried', async () => {
	const budget = new MemoryBudget();
	const tryAgain = (): Promise<unknown> =>
		checkConnection(declared(realpad()), outside({ login: 'takeout', password: 'wrong' }, budget), signal);
	await expect(tryAgain()).rejects.toMatchObject({ reason: 'credentials' });
	expect(sent).toHaveLength(1);
	await expect(tryAgain()).rejects.toMatchObject({ reason: 'credentials' });
	expect(sent).toHaveLength(0);
});

test('what answers like any web server is not taken for Realpad', async () => {
	const page: FetchLike = () => Promise.resolve(new Response('<html>Welcome</html>'));
	const world = { ...outside({ login: 'a', password: 'b' }), fetch: page };
	await expect(checkConnection(declared(realpad()), world, signal)).rejects.toMatchObject({ reason: 'badResponse' });
});
