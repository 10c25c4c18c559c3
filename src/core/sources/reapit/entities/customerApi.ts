/** One customer's data over the network: JSON in, JSON out. */
import { FreeholdError } from '../../../errors.ts';
import type { HttpRequest, HttpResponse } from '../../../http/contract.ts';
import type { Json } from '../../../json.ts';
import type { CustomerDoors } from '../door.ts';
import type { ReapitSettings } from '../reapitSettings.ts';

export interface Call {
	/** Percent-encoded: `/contacts/OXF1`. */
	readonly path: string;
	/** Names may repeat: `embed=offices&embed=negotiators`. */
	readonly query?: readonly (readonly [name: string, value: string])[] | undefined;
	/** What is asked, for messages: "Contact OXF1". */
	readonly label: string;
}

export interface WriteCall extends Call {
	readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	readonly body?: Json | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	/** Whether sending it twice does no harm; PUT and DELETE by default (RFC 9110 §9.2.2). */
	readonly isIdempotent?: boolean | undefined;
}

export interface Answer extends Pick<HttpResponse, 'status' | 'headers' | 'serverTime' | 'requestId'> {
	/** `undefined` where the body is empty. */
	readonly json: Json | undefined;
}

export interface CustomerAccess {
	readonly settings: Pick<ReapitSettings, 'connection' | 'readOnly'>;
	/** Of the platform. */
	readonly origin: string;
	readonly doors: Pick<CustomerDoors, 'customer' | 'patient' | 'charge'>;
}

export class CustomerApi {
	readonly customer: string;
	readonly connection: string;
	readonly isReadOnly: boolean;
	readonly #access: CustomerAccess;

	constructor(access: CustomerAccess) {
		this.#access = access;
		this.customer = access.doors.customer;
		this.connection = access.settings.connection;
		this.isReadOnly = access.settings.readOnly;
	}

	async read(call: Call, signal: AbortSignal): Promise<Answer> {
		const request: HttpRequest = {
			method: 'GET',
			url: this.#url(call),
			headers: { accept: 'application/json' },
			label: call.label,
		};
		return answerOf(await this.#access.doors.patient.send(request, signal), call.label);
	}

	async write(call: WriteCall, signal: AbortSignal): Promise<Answer> {
		const { method, body, headers, label } = call;
		const request: HttpRequest = {
			method,
			url: this.#url(call),
			headers: {
				accept: 'application/json',
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			isIdempotent: call.isIdempotent ?? (method === 'PUT' || method === 'DELETE'),
			label,
		};
		return answerOf(await this.#access.doors.patient.send(request, signal), label);
	}

	/** The bytes of a file. The vendor may send us to its storage for them, which gets no credentials (domain/reapit.md §2.5). */
	async download({ path, label }: Call, signal: AbortSignal): Promise<Uint8Array> {
		const headers = { accept: '*/*' };
		const request: HttpRequest = { method: 'GET', url: this.#url({ path, label }), headers, mayLeave: true, label };
		return (await this.#access.doors.patient.send(request, signal)).body;
	}

	/** A request that is no call of the API: a file to a pre-signed address. */
	sendElsewhere(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
		return this.#access.doors.patient.send(request, signal);
	}

	/** Counts calls that embeds made, by the vendor's billing rule. */
	charge(calls: number): void {
		this.#access.doors.charge(calls);
	}

	/**
	 * The door refuses such requests as well; here it is known before anything is read or prepared.
	 *
	 * @throws FreeholdError `forbidden` where the connection is read-only
	 */
	assertMayWrite(label: string): void {
		if (!this.isReadOnly) return;
		throw new FreeholdError('forbidden', {
			what: `${label} was not sent`,
			why: `Connection ${this.connection} is read-only: freehold.yaml says readOnly: true`,
			next: 'Remove readOnly there, if this connection is meant to write',
		});
	}

	#url({ path, query = [] }: Call): string {
		const text = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
		return `${this.#access.origin}${path}${text === '' ? '' : `?${text}`}`;
	}
}

function answerOf(response: HttpResponse, label: string): Answer {
	const { status, headers, serverTime, requestId, body } = response;
	return { status, headers, serverTime, requestId, json: parsed(body, label, status, requestId) };
}

function parsed(body: Uint8Array, label: string, status: number, requestId: string): Json | undefined {
	const text = new TextDecoder().decode(body);
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text) as Json;
	} catch (cause) {
		throw new FreeholdError('badResponse', {
			what: `${label} could not be read`,
			why: 'the answer is not JSON',
			next: 'Try again; if it stays, report it to Reapit with the request id',
			...{ status, requestId, cause },
		});
	}
}
