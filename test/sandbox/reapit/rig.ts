/** A Reapit sandbox for one test file, small and with a frozen clock, and a client that is only `fetch`. */
import { SandboxClock } from '../../../src/sandbox/clock.ts';
import type { ReapitSandboxOptions } from '../../../src/sandbox/reapit/options.ts';
import type { ReapitSandbox } from '../../../src/sandbox/reapit/reapitSandbox.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

export interface Fields {
	readonly [name: string]: unknown;
	readonly id: string;
	readonly created: string;
	readonly modified: string;
	readonly surname: string;
	readonly _eTag: string | null;
	readonly _links: Readonly<Record<string, { readonly href: string }>>;
	readonly _embedded: Readonly<Record<string, unknown>> | null;
}

/** A page, an item or an error, as far as tests look into one. */
export interface Answered {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly body: Fields & {
		readonly pageNumber: number;
		readonly pageSize: number;
		readonly pageCount: number;
		readonly totalPageCount: number;
		readonly totalCount: number;
		readonly description: string;
		readonly statusCode: number;
		readonly dateTime: string;
	};
	/** Records of a page. */
	readonly rows: readonly Fields[];
}

export interface ReapitRig extends AsyncDisposable {
	readonly sandbox: Sandbox;
	readonly reapit: ReapitSandbox;
	readonly get: (path: string, options?: GetOptions) => Promise<Answered>;
	/** All records of a list, page by page. */
	readonly walk: (path: string, options?: GetOptions) => Promise<readonly Fields[]>;
}

export interface GetOptions {
	readonly customer?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly method?: string;
}

export async function openReapit(
	options: ReapitSandboxOptions = {},
	traits: { readonly scale?: number; readonly seed?: number; readonly isFrozen?: boolean } = {},
): Promise<ReapitRig> {
	const { scale = 0.1, seed = 1, isFrozen = true } = traits;
	const sandbox = await startSandbox({
		scale,
		seed,
		control: true,
		clock: new SandboxClock({ isFrozen }),
		reapit: { limits: false, ...options },
	});
	const { reapit } = sandbox;
	const token = await tokenOf(reapit);
	const get = async (
		path: string,
		{ customer = 'SBOX', headers = {}, method = 'GET' }: GetOptions = {},
	): Promise<Answered> => {
		const response = await fetch(reapit.origins.api + path, {
			method,
			redirect: 'manual',
			headers: {
				authorization: `Bearer ${token}`,
				'api-version': '2020-01-31',
				'reapit-customer': customer,
				...headers,
			},
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
		const body = (isJson ? JSON.parse(text) : {}) as Answered['body'];
		const rows = Array.isArray(body._embedded) ? (body._embedded as readonly Fields[]) : [];
		return { status: response.status, headers: response.headers, text, body, rows };
	};
	const walk = async (path: string, how: GetOptions = {}): Promise<readonly Fields[]> => {
		const rows: Fields[] = [];
		for (let page = 1; ; page += 1) {
			const answer = await get(`${path}${path.includes('?') ? '&' : '?'}pageSize=100&pageNumber=${page}`, how);
			if (answer.status !== 200) throw new Error(`${path} page ${page}: ${answer.status} ${answer.text.slice(0, 300)}`);
			rows.push(...answer.rows);
			if (page >= answer.body.totalPageCount) return rows;
		}
	};
	return { sandbox, reapit, get, walk, [Symbol.asyncDispose]: () => sandbox.close() };
}

async function tokenOf(reapit: ReapitSandbox): Promise<string> {
	const response = await fetch(`${reapit.origins.connect}/token`, {
		method: 'POST',
		headers: { authorization: `Basic ${Buffer.from('sandbox-server:sandbox-server-secret').toString('base64')}` },
		body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sandbox-server' }),
	});
	const { access_token: token } = (await response.json()) as { readonly access_token: string };
	return token;
}
