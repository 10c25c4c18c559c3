/** Asks the Reapit sandbox as an application would, over real HTTP. */
import { started } from '../support.ts';
import type { Asked } from '../support.ts';
import type { ReapitSandbox } from '../../../src/sandbox/reapit/reapitSandbox.ts';
import type { ReapitSandboxOptions } from '../../../src/sandbox/reapit/options.ts';

/** Whatever a body may hold, as far as these tests look. */
export interface ReapitBody {
	readonly id: string;
	readonly _eTag: string;
	readonly _embedded: readonly ReapitBody[];
	readonly _links: Readonly<Record<string, { readonly href: string } | undefined>>;
	readonly metadata: unknown;
	readonly schema: string;
	readonly description: string;
	readonly statusCode: number;
	readonly dateTime: string;
	readonly errors: readonly { readonly field: string; readonly message: string }[];
	readonly totalCount: number;
	readonly urls: readonly string[];
	readonly expiration: string;
	readonly [name: string]: unknown;
}

export interface ReapitAsked extends Omit<Asked, 'json'> {
	readonly json: ReapitBody;
}

export interface Order {
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	readonly token?: string;
	readonly customer?: string;
	readonly ifMatch?: string;
}

export async function reapitStarted(options: ReapitSandboxOptions = {}): Promise<ReapitSandbox> {
	const { reapit } = await started({ reapit: { limits: false, ...options } });
	return reapit;
}

export function asking(reapit: ReapitSandbox): (method: string, path: string, order?: Order) => Promise<ReapitAsked> {
	const usual = reapit.token();
	return async (method, path, order = {}) => {
		const { body, customer = 'SBOX', token = usual, ifMatch } = order;
		const response = await fetch(path.startsWith('http') ? path : reapit.origins.api + path, {
			method,
			redirect: 'manual',
			headers: {
				authorization: `Bearer ${token}`,
				'api-version': '2020-01-31',
				...(customer === '' ? {} : { 'reapit-customer': customer }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
				...order.headers,
			},
			...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
		return {
			status: response.status,
			headers: response.headers,
			text,
			json: (isJson && text !== '' ? JSON.parse(text) : {}) as ReapitBody,
		};
	};
}

export type Ask = ReturnType<typeof asking>;

/** Path of what was created. */
export function placeOf({ headers }: ReapitAsked): string {
	return new URL(headers.get('location') ?? '').pathname;
}

export const newContact = {
	forename: 'Ada',
	surname: 'Byron',
	marketingConsent: 'grant',
	mobilePhone: '07700 900123',
	officeIds: ['OXF'],
	negotiatorIds: [] as readonly string[],
};

/** A contact of the first office with its first negotiator. */
export async function createContact(ask: Ask, more: object = {}): Promise<string> {
	const created = await ask('POST', '/contacts/', { body: { ...(await contactBody(ask)), ...more } });
	if (created.status !== 201) throw new Error(created.text);
	return placeOf(created);
}

export async function contactBody(ask: Ask): Promise<Record<string, unknown>> {
	const { json } = await ask('GET', '/negotiators/?pageSize=1');
	const [negotiator] = json._embedded;
	return { ...newContact, negotiatorIds: [negotiator!.id], officeIds: [negotiator!.officeId] };
}
