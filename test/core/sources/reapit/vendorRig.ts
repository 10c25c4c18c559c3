/** A scripted Reapit on loopback, and the write side before it: what a test answers is all that it knows. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { MemoryBudget } from '../../../../src/core/http/memoryBudget.ts';
import type { Json } from '../../../../src/core/json.ts';
import type { Clock } from '../../../../src/core/outside.ts';
import { CustomerApi } from '../../../../src/core/sources/reapit/entities/customerApi.ts';
import { ReapitEntities } from '../../../../src/core/sources/reapit/entities/entities.ts';
import { openReapitDoors } from '../../../../src/core/sources/reapit/reapitDoors.ts';
import type { ReapitSettings } from '../../../../src/core/sources/reapit/reapitSettings.ts';
import { FakeClock, listen, silentLog, undiciEngine } from '../../http/rig.ts';

export interface Asked {
	readonly method: string;
	/** With its query. */
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
	readonly json: Json | undefined;
	/** Bytes of the request as it stood on the wire: request line, headers and body. */
	readonly bytes: number;
}

export interface Reply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly json?: Json;
	readonly text?: string;
}

export type Script = (asked: Asked) => Reply | Promise<Reply>;

export interface Vendor {
	readonly origin: string;
	/** Without those for tokens. */
	readonly asked: Asked[];
}

export async function startVendor(script: Script): Promise<Vendor> {
	const asked: Asked[] = [];
	const server = createServer((request, response) => void answer(request, response, script, asked));
	return { origin: `http://127.0.0.1:${await listen(server)}`, asked };
}

export interface Opened {
	readonly vendor: Vendor;
	readonly api: CustomerApi;
	readonly entities: ReapitEntities;
	readonly clock: Clock;
}

export async function openVendor(
	script: Script,
	changes: Partial<ReapitSettings> = {},
	clock: Clock = new FakeClock(),
): Promise<Opened> {
	const vendor = await startVendor(script);
	const api = await apiOf(vendor, changes, clock);
	return { vendor, api, entities: await ReapitEntities.open(api), clock };
}

/** A further writer to the same vendor. */
export async function apiOf(vendor: Vendor, changes: Partial<ReapitSettings>, clock: Clock): Promise<CustomerApi> {
	const settings: ReapitSettings = {
		connection: 'agency',
		customers: ['SBOX'],
		auth: 'clientCredentials',
		apiVersion: '2020-01-31',
		baseUrl: vendor.origin,
		identityUrl: vendor.origin,
		redirectUri: undefined,
		readOnly: false,
		...changes,
	};
	const secrets = { get: (field: string) => Promise.resolve(`the ${field}`) };
	const doors = await openReapitDoors(settings, {
		fetch: undiciEngine(),
		clock,
		random: () => 0.5,
		log: silentLog,
		budget: new MemoryBudget(),
		secrets,
		maxWaitMs: 600_000,
	});
	const [customer] = doors.customers;
	if (customer === undefined) throw new Error('the settings name a customer');
	return new CustomerApi({ settings, origin: doors.origin, doors: customer });
}

/** The vendor's 422 (seed 002, "Request validation"). */
export function invalid(errors: readonly { readonly field: string; readonly message: string }[]): Reply {
	const description = 'One or more validation failures have occurred. Please refer to Errors list for details';
	return { status: 422, json: { statusCode: 422, dateTime: '2026-05-01T12:00:00.0000000Z', description, errors } };
}

export const noSignal = new AbortController().signal;

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	script: Script,
	asked: Asked[],
): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks);
	if (request.url === '/token') {
		send(response, { status: 200, json: { access_token: 'a-token', token_type: 'Bearer', expires_in: 3600 } });
		return;
	}
	const { method = '', url: path = '', headers, rawHeaders } = request;
	const head = `${method} ${path} HTTP/1.1\r\n`.length + rawHeaders.reduce((sum, text) => sum + text.length + 2, 2);
	const isJson = headers['content-type']?.includes('json') === true;
	const one: Asked = {
		...{ method, path, headers, body, bytes: head + body.length },
		json: isJson ? (JSON.parse(body.toString()) as Json) : undefined,
	};
	asked.push(one);
	send(response, await script(one));
}

function send(response: ServerResponse, { status, headers = {}, json, text }: Reply): void {
	const body = json === undefined ? text : JSON.stringify(json);
	response.writeHead(status, {
		'x-amzn-requestid': 'amzn-1',
		...(json === undefined ? {} : { 'content-type': 'application/json' }),
		...headers,
	});
	response.end(body);
}
