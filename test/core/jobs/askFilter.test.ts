/** A filter that is sent: one request for each customer, the first page, and what is refused before and by the vendor. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../src/core/http/undiciFetch.ts';
import { askFilter, filterAddress } from '../../../src/core/jobs/askFilter.ts';
import type { ConnectionOutside } from '../../../src/core/jobs/openConnection.ts';
import { declared } from '../../../src/core/project/newConnection.ts';
import type { ReapitConnection } from '../../../src/core/project/project.ts';
import { CustomerApi } from '../../../src/core/sources/reapit/entities/customerApi.ts';
import { ReapitMetadata } from '../../../src/core/sources/reapit/metadata/metadataApi.ts';
import { openReapitDoors } from '../../../src/core/sources/reapit/reapitDoors.ts';
import { reapitProblem } from '../../../src/core/sources/reapit/reapitProblem.ts';
import { sandboxCustomer } from '../../../src/core/sources/reapit/reapitSettings.ts';
import { systemClock } from '../../../src/core/systemOutside.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { workerUrl } from '../../support/mls.ts';

const engine = undiciFetch({ env: {} });
const { signal } = new AbortController();
let sandbox: Sandbox;
let connection: ReapitConnection;
let sent: string[] = [];

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02 });
	const made = declared({
		...{ source: 'reapit', name: 'agency', auth: 'clientCredentials', customers: [sandboxCustomer] },
		...{ baseUrl: sandbox.reapit.origins.api, identityUrl: sandbox.reapit.origins.connect },
	});
	if (made.source !== 'reapit') throw new Error('it is a connection to Reapit');
	connection = made;
	const { origin, customers } = await openReapitDoors(connection, outside());
	const metadata = new ReapitMetadata(new CustomerApi({ settings: connection, origin, doors: customers[0]! }));
	for (const rating of [5, 2, 4]) {
		await metadata.create({ entityType: 'feedback', document: { value: { rating, city: "King's Lynn" } } }, {}, signal);
	}
});

afterAll(async () => {
	await sandbox.close();
	await engine.close();
});

function outside(): ConnectionOutside {
	sent = [];
	const { id, secret = '' } = sandbox.reapit.handlers.clients.server;
	const fields: Readonly<Record<string, string>> = { clientId: id, clientSecret: secret };
	return {
		fetch: (url, init) => {
			sent.push(url);
			return engine.fetch(url, init);
		},
		...{ clock: systemClock(), random: () => 0.5, log: { write: () => undefined }, workerUrl, maxWaitMs: 0 },
		budget: new MemoryBudget(),
		secrets: { get: (field) => Promise.resolve(fields[field]) },
	};
}

const ask = (dataset: string, expressions: readonly string[], limit = 25): ReturnType<typeof askFilter> =>
	askFilter(connection, { dataset, expressions, limit }, outside(), signal);

test('the first records of each customer come with the number of all', async () => {
	const answers = await ask('metadata', ['metadata.rating $gte 4', "metadata.city $eq 'King''s Lynn'"], 1);
	expect(answers).toMatchObject([{ customer: sandboxCustomer, matching: 2, records: [{ metadata: { rating: 5 } }] }]);
	const lists = sent.filter((url) => url.includes('/metadata'));
	expect(lists).toHaveLength(1);
	expect(new URL(lists[0]!).searchParams.getAll('filter')).toEqual([
		'metadata.rating $gte 4',
		"metadata.city $eq 'King''s Lynn'",
	]);
});

test('entities take the parameter that is called metadata', async () => {
	expect(await ask('contacts', ["metadata.city $eq 'nowhere'"])).toMatchObject([{ matching: 0, records: [] }]);
	expect(sent.some((url) => url.includes('/contacts/?pageSize=25&metadata='))).toBe(true);
});

test('what is known to fail, and what would be ignored, is refused before anything is sent', async () => {
	await expect(ask('contacts', ['city $eq 5'])).rejects.toMatchObject({ reason: 'usage' });
	await expect(ask('enquiries', ['metadata.city $eq 5'])).rejects.toMatchObject({ reason: 'usage' });
	await expect(ask('nothing', ['metadata.city $eq 5'])).rejects.toMatchObject({ reason: 'usage' });
	expect(sent).toEqual([]);
});

test('what the vendor refuses brings its own words', async () => {
	const error: unknown = await ask('contacts', ['metadata.record $eq 5']).catch((cause: unknown) => cause);
	expect(error).toMatchObject({ reason: 'badRequest', status: 400 });
	expect(reapitProblem(error)?.description).toContain("field name 'record' cannot be used");
});

test('the address is percent-encoded, with the list last', async () => {
	const expressions = ["metadata.tags $in 'a&b','c+d'", 'metadata.rating $gte 4'];
	expect(await filterAddress(connection, { dataset: 'contacts', expressions })).toBe(
		`${sandbox.reapit.origins.api}/contacts/?metadata=metadata.rating%20%24gte%204&metadata=metadata.tags%20%24in%20%27a%26b%27%2C%27c%2Bd%27`,
	);
});
