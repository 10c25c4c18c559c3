/** The versions of records as they were read last: what a change was made on. */
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { entityTag } from '../../sources/reapit/entities/entityTag.ts';
import { bodyText, headerOfExchange } from '../send/exchange.ts';
import type { Exchange } from '../send/exchange.ts';

export interface ReadVersion {
	readonly value: JsonObject;
	/** With its quotation marks; `undefined` where the vendor gives the record no version. */
	readonly etag: string | undefined;
}

export interface RecordAddress {
	readonly connection: string;
	/** As the vendor spells it: `/contacts/OXF1`. */
	readonly path: string;
	/** `undefined` where the request names none, because the connection has only one. */
	readonly customer: string | undefined;
}

/** More records than this nobody has in mind. */
const MOST = 500;

export class EntityVersions {
	/** The newest last. */
	readonly #read = new Map<string, ReadVersion & { readonly customer: string | undefined }>();

	/** @returns the version, where the answer is one record */
	remember(address: RecordAddress, exchange: Exchange): ReadVersion | undefined {
		const value = exchange.status === 200 ? objectOf(bodyText(exchange)) : undefined;
		if (value === undefined) return undefined;
		const headers = { get: (name: string) => headerOfExchange(exchange, name) ?? null };
		const version = { value, etag: entityTag({ headers }, value) };
		const customer = exchange.request.headers.find(([name]) => name.toLowerCase() === 'reapit-customer')?.[1];
		const key = keyOf(address);
		this.#read.delete(key);
		this.#read.set(key, { ...version, customer: customer ?? address.customer });
		if (this.#read.size > MOST) this.#read.delete(this.#read.keys().next().value ?? '');
		return version;
	}

	lastRead(address: RecordAddress): ReadVersion | undefined {
		const found = this.#read.get(keyOf(address));
		const isOurs = address.customer === undefined || found?.customer === address.customer;
		return isOurs ? found : undefined;
	}

	/** Puts one version in another's place, where that is still the last one. */
	replace(address: RecordAddress, known: ReadVersion, by: ReadVersion): void {
		const found = this.#read.get(keyOf(address));
		if (found !== undefined && found.etag === known.etag) this.#read.set(keyOf(address), { ...found, ...by });
	}

	/** It was changed: what was read is of the past. */
	forget(address: RecordAddress): void {
		this.#read.delete(keyOf(address));
	}
}

function keyOf({ connection, path }: RecordAddress): string {
	return `${connection}\n${path}`;
}

function objectOf(text: string | undefined): JsonObject | undefined {
	try {
		const value = JSON.parse(text ?? '') as Json;
		return isJsonObject(value) ? value : undefined;
	} catch (error) {
		// Not what a record looks like, whatever its status says.
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}
