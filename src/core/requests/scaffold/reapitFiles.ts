/** A starter for Reapit Foundations: typed client with ETags, sync by `modifiedFrom`, a receiver of signed webhooks. */
import type { ReapitConnection } from '../../project/project.ts';
import { reapitHosts } from '../../sources/reapit/reapitHosts.ts';
import { httpText } from './httpText.ts';
import { typeImports } from './scaffold.ts';
import type { ScaffoldType, VendorFiles } from './scaffold.ts';

export function reapitFiles(
	connection: ReapitConnection,
	types: readonly ScaffoldType[],
	variable: (field: string) => string,
): VendorFiles {
	const { origin, identity } = reapitHosts(connection);
	const [customer = 'SBOX'] = connection.customers;
	const names = {
		id: variable('clientId'),
		secret: variable('clientSecret'),
		base: variable('baseUrl'),
		identity: variable('identityUrl'),
	};
	return {
		files: [
			{ path: 'src/http.ts', text: httpText(15, true) },
			{ path: 'src/client.ts', text: clientText(types, connection.apiVersion, customer) },
			{ path: 'src/connect.ts', text: connectText(names, origin, identity) },
			{ path: 'src/sync.ts', text: syncText(types) },
			{ path: 'src/webhooks.ts', text: WEBHOOKS },
			{ path: 'src/receive.ts', text: RECEIVE },
			{ path: 'test/sync.test.ts', text: testText(types) },
			{ path: 'test/webhooks.test.ts', text: WEBHOOK_TEST },
		],
		environment: [
			[names.id, "The application's client id"],
			[names.secret, "The application's client secret"],
			[names.base, `Origin of the platform (default ${origin})`],
			[names.identity, `Origin of Reapit Connect (default ${identity})`],
			['PORT', 'Where the webhook receiver listens (default 8787)'],
		],
		scripts: {
			sync: [
				'node src/sync.ts',
				'reads what has changed since the last time; `npm run sync -- --full` reads everything and finds what is gone',
			],
			receive: [
				'node src/receive.ts',
				'receives webhooks, checks their signatures and reads the record of each event anew',
			],
		},
		notes: [
			'Changes are asked for by `modifiedFrom`, a minute back, because the vendor compares its own clock; records that went are only found by `--full`.',
			'A change of a record is made on the version that was read (`If-Match`) and made again where somebody else was quicker; where both changed the same field, it stops.',
			'A webhook is a reason to read the record, not the record: the order of events is not promised.',
		],
	};
}

interface Names {
	readonly id: string;
	readonly secret: string;
	readonly base: string;
	readonly identity: string;
}

function clientText(types: readonly ScaffoldType[], apiVersion: string, customer: string): string {
	const lists = types.map(({ dataset, name }) => `\t${JSON.stringify(dataset)}: ${name};`).join('\n');
	return `/** The agency's records, typed: lists page by page, single records with their versions. */
${typeImports(types, './types')}import { Http, HttpError } from './http.ts';

/** Lists of the API, and what their records look like. */
export interface Lists {
${lists}
}
export type ListName = keyof Lists;

export interface ClientOptions {
	readonly baseUrl: string;
	readonly identityUrl: string;
	readonly clientId: string;
	readonly clientSecret: string;
	readonly customer?: string;
}

/** Two sides changed the same fields; nothing was sent. */
export class ConflictError extends Error {
	readonly fields: readonly string[];

	constructor(path: string, fields: readonly string[]) {
		super(\`\${path} was changed by somebody else in the same fields: \${fields.join(', ')}\`);
		this.fields = fields;
	}
}

export class Client {
	readonly #options: ClientOptions;
	readonly #http: Http;
	#token: { readonly value: string; readonly until: number } | undefined;

	constructor(options: ClientOptions) {
		this.#options = options;
		this.#http = new Http(options.baseUrl, async (isRefused) => ({
			authorization: \`Bearer \${await this.#accessToken(isRefused)}\`,
			'api-version': ${JSON.stringify(apiVersion)},
			'reapit-customer': options.customer ?? ${JSON.stringify(customer)},
		}));
	}

	/** Pages of a list. A parameter may be repeated, so parameters are pairs. */
	async *pages<Name extends ListName>(
		list: Name,
		parameters: readonly (readonly [string, string])[] = [],
	): AsyncGenerator<readonly Lists[Name][]> {
		const own = parameters.map(([name, value]): [string, string] => [name, value]);
		for (let number = 1, last = 1; number <= last; number++) {
			const query = new URLSearchParams([...own, ['pageSize', '100'], ['pageNumber', String(number)]]);
			const answer = await this.#http.send(this.#address(\`/\${list}/?\${query}\`));
			const page = (await answer.json()) as { _embedded?: Lists[Name][]; totalPageCount: number };
			yield page._embedded ?? [];
			last = page.totalPageCount;
		}
	}

	async get<Name extends ListName>(list: Name, id: string): Promise<Lists[Name]> {
		return this.#read<Lists[Name]>(\`/\${list}/\${encodeURIComponent(id)}\`);
	}

	/** The record, or \`undefined\` where it is gone. */
	async find<Name extends ListName>(list: Name, id: string): Promise<Lists[Name] | undefined> {
		try {
			return await this.get(list, id);
		} catch (error) {
			if (error instanceof HttpError && error.status === 404) return undefined;
			throw error;
		}
	}

	/** @returns the id of the new record */
	async create(list: ListName, record: object): Promise<string> {
		const answer = await this.#http.send(this.#address(\`/\${list}/\`), json('POST', record));
		return answer.headers.get('location')?.split('/').at(-1) ?? '';
	}

	/**
	 * Changes fields of a record. Where somebody else was quicker, the change is made again on their version.
	 *
	 * @throws ConflictError where they changed the same fields
	 */
	async patch<Name extends ListName>(list: Name, id: string, change: Partial<Lists[Name]>): Promise<void> {
		const path = \`/\${list}/\${encodeURIComponent(id)}\`;
		let base = await this.#read<Record<string, unknown>>(path);
		for (let attempt = 1; ; attempt++) {
			const etag = String(base._eTag ?? '');
			try {
				await this.#http.send(this.#address(path), json('PATCH', change, { 'if-match': etag }));
				return;
			} catch (error) {
				if (!(error instanceof HttpError && error.status === 412) || attempt === 5) throw error;
				const theirs = await this.#read<Record<string, unknown>>(path);
				const both = Object.keys(change).filter((field) => !isSame(base[field], theirs[field]));
				if (both.length > 0) throw new ConflictError(path, both);
				base = theirs;
			}
		}
	}

	/** The vendor's time, in ms since 1970. */
	now(): number {
		return this.#http.now();
	}

	/** Any other resource of the API, such as \`/webhooks/signing/{id}\`. */
	async read(path: string): Promise<unknown> {
		return this.#read(path);
	}

	async #read<T>(path: string): Promise<T> {
		const answer = await this.#http.send(this.#address(path));
		return (await answer.json()) as T;
	}

	#address(path: string): string {
		return this.#options.baseUrl.replace(/\\/$/, '') + path;
	}

	async #accessToken(isRefused: boolean): Promise<string> {
		if (this.#token === undefined || isRefused || Date.now() > this.#token.until) {
			const { clientId, clientSecret, identityUrl } = this.#options;
			const answer = await fetch(\`\${identityUrl.replace(/\\/$/, '')}/token\`, {
				method: 'POST',
				headers: { authorization: \`Basic \${Buffer.from(\`\${clientId}:\${clientSecret}\`).toString('base64')}\` },
				body: new URLSearchParams({ client_id: clientId, grant_type: 'client_credentials' }),
			});
			if (!answer.ok) throw new Error(\`Signing in failed with status \${answer.status}\`);
			const { access_token: value, expires_in: seconds } = (await answer.json()) as {
				access_token: string;
				expires_in: number;
			};
			this.#token = { value, until: Date.now() + (seconds - 60) * 1000 };
		}
		return this.#token.value;
	}
}

function json(method: string, body: object, headers: Record<string, string> = {}): { method: string; headers: Record<string, string>; body: string } {
	return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** The vendor writes an empty field as null in one place and leaves it out in another. */
function isSame(a: unknown, b: unknown): boolean {
	return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
`;
}

function connectText(names: Names, origin: string, identity: string): string {
	return `/** The client, with what the environment says. */
import { Client } from './client.ts';
import { env } from './environment.ts';

export function connect(): Client {
	return new Client({
		baseUrl: process.env.${names.base} ?? ${JSON.stringify(origin)},
		identityUrl: process.env.${names.identity} ?? ${JSON.stringify(identity)},
		clientId: env(${JSON.stringify(names.id)}),
		clientSecret: env(${JSON.stringify(names.secret)}),
	});
}
`;
}

function syncText(types: readonly ScaffoldType[]): string {
	return `/** Keeps the store equal to the agency: what changed since the last time, or everything. */
import { fileURLToPath } from 'node:url';
import type { Client, ListName } from './client.ts';
import { connect } from './connect.ts';
import { Store } from './store.ts';

export const LISTS: readonly ListName[] = ${JSON.stringify(types.map(({ dataset }) => dataset))};
/** Lists that can be asked for what has changed; the others are read whole each time. */
const TELL_CHANGES: ReadonlySet<ListName> = new Set<ListName>(${JSON.stringify(types.filter(({ cursor }) => cursor === 'modified').map(({ dataset }) => dataset))});
/** So much earlier than the last time changes are asked for: the vendor's clock is not this machine's. */
const LOOK_BACK_MS = 60_000;

export interface Synced {
	readonly list: ListName;
	readonly read: number;
	readonly gone: number;
}

/** @param isFull  whether to read everything, which also finds what is gone */
export async function sync(client: Client, store: Store, isFull: boolean): Promise<readonly Synced[]> {
	const results: Synced[] = [];
	for (const list of LISTS) {
		const since = isFull || !TELL_CHANGES.has(list) ? undefined : store.cursor(list);
		let startedAt: string | undefined;
		const seen = new Set<string>();
		const order: [string, string][] = since === undefined ? [] : [['modifiedFrom', since]];
		for await (const page of client.pages(list, order)) {
			// By the vendor's clock, and of the first page: what changes while the others are read comes next time.
			startedAt ??= new Date(client.now() - LOOK_BACK_MS).toISOString();
			const records = page.map((record): [string, object] => [String((record as { id?: unknown }).id), record]);
			store.write(list, records);
			for (const [key] of records) seen.add(key);
		}
		const gone = since === undefined ? store.keepOnly(list, seen) : 0;
		store.write(list, [], startedAt);
		results.push({ list, read: seen.size, gone });
	}
	return results;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const store = new Store('data/store.sqlite');
	for (const { list, read, gone } of await sync(connect(), store, process.argv.includes('--full'))) {
		console.log(\`\${list}: \${read} read, \${gone} gone\`);
	}
	store.close();
}
`;
}

const WEBHOOKS = `/** Receives webhooks: only what Reapit has signed, and each event once. */
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Client } from './client.ts';

const MOST_BYTES = 1024 * 1024;
/** The vendor repeats an event for half an hour; what is older is somebody's recording. */
const OLDEST_MS = 45 * 60_000;
const NEWEST_MS = 5 * 60_000;

export interface WebhookEvent {
	readonly eventId: string;
	readonly topicId: string;
	readonly customerId: string;
	readonly entityId?: string;
}

/** @param take  rejects where the event could not be taken: the vendor then sends it again */
export function webhookServer(client: Client, take: (event: WebhookEvent) => Promise<void>): Server {
	const keys = new Map<string, KeyObject>();
	const taken = new Set<string>();

	async function answer(request: IncomingMessage): Promise<number> {
		if (request.method !== 'POST') return 405;
		const body = await bodyOf(request);
		if (body === undefined) return 413;
		if (!(await isGenuine(client, keys, request.headers['x-signature'], body))) return 401;
		const event = eventOf(body);
		if (event === undefined) return 400;
		if (taken.has(event.eventId)) return 200;
		await take(event);
		taken.add(event.eventId);
		return 200;
	}

	return createServer((request, response) => {
		answer(request)
			.catch((error: unknown) => {
				console.error(error);
				// Whatever is 5xx comes again.
				return 503;
			})
			.then((status) => response.writeHead(status).end());
	});
}

/** \`X-Signature: s:<key id>:<time>:<signature>\`, Ed25519 over the time and the body. */
async function isGenuine(
	client: Client,
	keys: Map<string, KeyObject>,
	header: string | string[] | undefined,
	body: Buffer,
): Promise<boolean> {
	const [scheme, keyId = '', ...rest] = (Array.isArray(header) ? '' : (header ?? '')).split(':');
	const signature = rest.pop();
	// A time of day has colons of its own.
	const time = rest.join(':');
	if (scheme !== 's' || !/^[\\w.-]{1,100}$/.test(keyId) || time === '' || signature === undefined) return false;
	const key = keys.get(keyId) ?? (await signingKey(client, keyId));
	if (key === undefined) return false;
	keys.set(keyId, key);
	// By the vendor's clock, which asking for the key has told.
	const age = client.now() - timeMs(time);
	if (!(age <= OLDEST_MS && age >= -NEWEST_MS)) return false;
	return verify(null, Buffer.concat([Buffer.from(time), body]), key, Buffer.from(signature, 'base64url'));
}

/** Seconds, milliseconds or ISO 8601. */
function timeMs(text: string): number {
	if (/^\\d{9,11}$/.test(text)) return Number(text) * 1000;
	return /^\\d{12,14}$/.test(text) ? Number(text) : Date.parse(text);
}

async function signingKey(client: Client, keyId: string): Promise<KeyObject | undefined> {
	const { keys = [] } = (await client.read(\`/webhooks/signing/\${keyId}\`)) as {
		keys?: { kid: string; crv: string; x: string }[];
	};
	const found = keys.find(({ kid, crv }) => kid === keyId && crv === 'Ed25519');
	if (found === undefined) return undefined;
	return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: found.x }, format: 'jwk' });
}

function eventOf(body: Buffer): WebhookEvent | undefined {
	try {
		const event = JSON.parse(body.toString()) as WebhookEvent;
		return typeof event.eventId === 'string' && typeof event.topicId === 'string' ? event : undefined;
	} catch {
		// Signed, and still no event: the vendor is told so.
		return undefined;
	}
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += (chunk as Buffer).length;
		if (size > MOST_BYTES) return undefined;
		chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
}
`;

const RECEIVE = `/** Listens for webhooks, and brings the record of each event up to date in the store. */
import type { ListName } from './client.ts';
import { connect } from './connect.ts';
import { Store } from './store.ts';
import { LISTS } from './sync.ts';
import { webhookServer } from './webhooks.ts';

const client = connect();
const store = new Store('data/store.sqlite');
const port = Number(process.env.PORT ?? 8787);

webhookServer(client, async ({ topicId, entityId }) => {
	// \`contacts.modified\`
	const list = LISTS.find((name): name is ListName => topicId.startsWith(\`\${name}.\`));
	if (list === undefined || entityId === undefined) return;
	const record = await client.find(list, entityId);
	if (record === undefined) store.delete(list, entityId);
	else store.write(list, [[entityId, record]]);
	console.log(\`\${topicId}: \${entityId}\`);
}).listen(port, '127.0.0.1', () => console.log(\`Listening on http://127.0.0.1:\${port}; make it reachable by https\`));
`;

function testText(types: readonly ScaffoldType[]): string {
	const [{ dataset } = { dataset: 'contacts' }] = types;
	return `/** The sync against a real server: the sandbox, or whatever the environment names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../src/connect.ts';
import { Store } from '../src/store.ts';
import { LISTS, sync } from '../src/sync.ts';

test('reads every list, then only what has changed', async () => {
	const store = new Store(':memory:');
	const first = await sync(connect(), store, true);
	assert.deepEqual(first.map(({ list }) => list), LISTS);
	for (const { list, read } of first) assert.equal(store.keys(list).length, read);
	const second = await sync(connect(), store, false);
	for (const [nth, { read }] of second.entries()) assert.ok(read <= first[nth]!.read);
	store.close();
});

test('a record is read by its key as the list gives it', async () => {
	const client = connect();
	for await (const [first] of client.pages(${JSON.stringify(dataset)})) {
		assert.ok(first !== undefined);
		const { id } = first as { id?: string };
		assert.equal(((await client.get(${JSON.stringify(dataset)}, String(id))) as { id?: string }).id, id);
		assert.equal(await client.find(${JSON.stringify(dataset)}, 'no-such-record'), undefined);
		break;
	}
});
`;
}

const WEBHOOK_TEST = `/** Only what is signed is taken. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { Client } from '../src/client.ts';
import { webhookServer } from '../src/webhooks.ts';
import type { WebhookEvent } from '../src/webhooks.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const { x } = publicKey.export({ format: 'jwk' });
const client = { now: () => Date.now(), read: () => Promise.resolve({ keys: [{ kid: 'key-1', crv: 'Ed25519', x }] }) } as unknown as Client;

test('an event is taken once; what is not signed, or by somebody else, never', async () => {
	const taken: WebhookEvent[] = [];
	const server = webhookServer(client, async (event) => {
		taken.push(event);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = \`http://127.0.0.1:\${(server.address() as AddressInfo).port}\`;
	const body = JSON.stringify({ eventId: 'e1', topicId: 'contacts.modified', customerId: 'SBOX', entityId: 'OXF1' });
	const time = String(Math.floor(Date.now() / 1000));
	const signature = sign(null, Buffer.from(time + body), privateKey).toString('base64url');
	const send = async (header: string, text = body): Promise<number> => {
		const answer = await fetch(url, { method: 'POST', headers: { 'x-signature': header }, body: text });
		return answer.status;
	};
	const header = \`s:key-1:\${time}:\${signature}\`;
	assert.equal(await send(header), 200);
	assert.equal(await send(header), 200);
	assert.equal(await send(header, body.replace('OXF1', 'OXF2')), 401);
	assert.equal(await send(\`s:key-1:\${Number(time) - 7200}:\${signature}\`), 401);
	assert.equal(await send('nonsense'), 401);
	assert.deepEqual(taken.map(({ entityId }) => entityId), ['OXF1']);
	server.close();
});
`;
