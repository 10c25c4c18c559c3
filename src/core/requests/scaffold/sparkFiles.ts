/** A starter for Spark's RESO Web API: initial download, incremental update, purge, as its replication wants them. */
import type { SparkConnection } from '../../project/project.ts';
import { sparkHosts } from '../../sources/spark/sparkHosts.ts';
import { httpText } from './httpText.ts';
import { typeImports } from './scaffold.ts';
import type { ScaffoldType, VendorFiles } from './scaffold.ts';

export function sparkFiles(
	connection: SparkConnection,
	types: readonly ScaffoldType[],
	variable: (field: string) => string,
): VendorFiles {
	const { reso } = sparkHosts(connection);
	const names = { token: variable('token'), base: variable('baseUrl') };
	const top = connection.replication ? 1000 : 25;
	return {
		files: [
			{ path: 'src/http.ts', text: httpText(4, false) },
			{ path: 'src/client.ts', text: clientText(types, top) },
			{ path: 'src/connect.ts', text: connectText(names, reso) },
			{ path: 'src/sync.ts', text: syncText(types) },
			{ path: 'test/sync.test.ts', text: TEST },
		],
		environment: [
			[names.token, 'The access token of the API key'],
			[names.base, `Base of the RESO API (default ${reso})`],
		],
		scripts: {
			sync: ['node src/sync.ts', 'downloads everything at first, then what has changed since the last time'],
			purge: ['node src/sync.ts --purge', 'finds what is gone by reading the keys alone'],
		},
		notes: [
			'Pages follow `@odata.nextLink` as the vendor gives it; a link to anybody else is refused.',
			'Updates ask from twenty minutes before the last time, by the vendor’s clock: records of one timestamp may come late.',
			'What is gone is only removed after a walk over all keys that came to its end.',
		],
	};
}

function clientText(types: readonly ScaffoldType[], top: number): string {
	return `/** The MLS's records, typed: pages as the vendor links them. */
${typeImports(types, './types')}import { Http } from './http.ts';

/** Resources of the API, and what their records look like. */
export interface Resources {
${types.map(({ dataset, name }) => `\t${JSON.stringify(dataset)}: ${name};`).join('\n')}
}
export type ResourceName = keyof Resources;

/** Fields that make a record's key. */
export const KEYS: Readonly<Record<ResourceName, string>> = {
${types.map(({ dataset, key: [first = 'ListingKey'] }) => `\t${JSON.stringify(dataset)}: ${JSON.stringify(first)},`).join('\n')}
};

const PAGE_SIZE = ${top};

export class Client {
	readonly #base: string;
	readonly #http: Http;

	/** @param base  of the RESO API: \`https://replication.sparkapi.com/Reso/OData\` */
	constructor(base: string, token: string) {
		this.#base = base.replace(/\\/$/, '');
		this.#http = new Http(base, async () => ({ authorization: \`Bearer \${token}\`, accept: 'application/json' }));
	}

	/** The vendor's time, in ms since 1970. */
	now(): number {
		return this.#http.now();
	}

	/** @param options  OData's: \`$filter\`, \`$select\`, \`$expand\` */
	async *pages<Name extends ResourceName>(
		resource: Name,
		options: Readonly<Record<string, string>> = {},
	): AsyncGenerator<readonly Resources[Name][]> {
		const query = new URLSearchParams({ $top: String(PAGE_SIZE), ...options });
		let next: string | undefined = \`\${this.#base}/\${resource}?\${query}\`;
		while (next !== undefined) {
			const answer = await this.#http.send(next);
			const page = (await answer.json()) as { value: Resources[Name][]; '@odata.nextLink'?: string };
			yield page.value;
			next = page['@odata.nextLink'];
		}
	}
}
`;
}

function connectText(names: { readonly token: string; readonly base: string }, reso: string): string {
	return `/** The client, with what the environment says. */
import { Client } from './client.ts';
import { env } from './environment.ts';

export function connect(): Client {
	return new Client(process.env.${names.base} ?? ${JSON.stringify(reso)}, env(${JSON.stringify(names.token)}));
}
`;
}

function syncText(types: readonly ScaffoldType[]): string {
	const list = (chosen: readonly ScaffoldType[]): string => JSON.stringify(chosen.map(({ dataset }) => dataset));
	return `/** Keeps the store equal to the MLS: initial download, updates, purge. */
import { fileURLToPath } from 'node:url';
import { KEYS } from './client.ts';
import type { Client, ResourceName } from './client.ts';
import { connect } from './connect.ts';
import { Store } from './store.ts';

export const RESOURCES: readonly ResourceName[] = ${list(types)};
/** Resources that tell when a record was modified; the others are read whole each time. */
const TELL_CHANGES: ReadonlySet<ResourceName> = new Set<ResourceName>(${list(types.filter(({ cursor }) => cursor !== undefined))});
const LOOK_BACK_MS = 20 * 60_000;

export interface Synced {
	readonly resource: ResourceName;
	readonly read: number;
}

export async function sync(client: Client, store: Store): Promise<readonly Synced[]> {
	const results: Synced[] = [];
	for (const resource of RESOURCES) {
		const since = TELL_CHANGES.has(resource) ? store.cursor(resource) : undefined;
		let startedAt: string | undefined;
		let read = 0;
		for await (const page of client.pages(resource, since === undefined ? {} : { $filter: \`ModificationTimestamp gt \${since}\` })) {
			// By the vendor's clock, and of the first page: what changes while the others are read comes next time.
			startedAt ??= instant(client.now() - LOOK_BACK_MS);
			store.write(resource, page.map((record) => [keyOf(resource, record), record]));
			read += page.length;
		}
		store.write(resource, [], startedAt);
		results.push({ resource, read });
	}
	return results;
}

/** Removes what the MLS has no more. */
export async function purge(client: Client, store: Store, resource: ResourceName): Promise<number> {
	const keys = new Set<string>();
	for await (const page of client.pages(resource, { $select: KEYS[resource] })) {
		for (const record of page) keys.add(keyOf(resource, record));
	}
	return store.keepOnly(resource, keys);
}

function keyOf(resource: ResourceName, record: object): string {
	return String((record as Record<string, unknown>)[KEYS[resource]]);
}

/** Without fractions, as OData compares them. */
function instant(ms: number): string {
	return \`\${new Date(ms).toISOString().slice(0, 19)}Z\`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const client = connect();
	const store = new Store('data/store.sqlite');
	if (process.argv.includes('--purge')) {
		for (const resource of RESOURCES) console.log(\`\${resource}: \${await purge(client, store, resource)} gone\`);
	} else {
		for (const { resource, read } of await sync(client, store)) console.log(\`\${resource}: \${read} read\`);
	}
	store.close();
}
`;
}

const TEST = `/** The sync against a real server: the sandbox, or whatever the environment names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../src/connect.ts';
import { Store } from '../src/store.ts';
import { RESOURCES, purge, sync } from '../src/sync.ts';

test('downloads everything, then only what has changed, and purges what is gone', async () => {
	const client = connect();
	const store = new Store(':memory:');
	const first = await sync(client, store);
	assert.deepEqual(first.map(({ resource }) => resource), RESOURCES);
	for (const { resource, read } of first) assert.equal(store.keys(resource).length, read);
	const second = await sync(client, store);
	for (const [nth, { read }] of second.entries()) assert.ok(read <= first[nth]!.read);
	for (const resource of RESOURCES) {
		store.write(resource, [['gone-long-ago', {}]]);
		assert.equal(await purge(client, store, resource), 1);
	}
	store.close();
});
`;
