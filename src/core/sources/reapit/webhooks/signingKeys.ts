/** Reapit's public keys by id, asked for once each. Strangers can invent ids: what they make us ask is bounded. */
import type { KeyObject } from 'node:crypto';
import { FreeholdError } from '../../../errors.ts';
import type { Json } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { Clock } from '../../../outside.ts';
import type { CustomerApi } from '../entities/customerApi.ts';
import { publicKey } from './signature.ts';

const rememberMs = 10 * 60_000;
const mostLookUps = 10;

interface LookUp {
	readonly at: number;
	readonly key: Promise<KeyObject | undefined>;
}

export class SigningKeys {
	readonly #api: Pick<CustomerApi, 'read'>;
	readonly #clock: Clock;
	readonly #known = new Map<string, KeyObject>();
	/** By id, of the last minutes: those that led to no key, too. */
	#asked = new Map<string, LookUp>();
	/** How far Reapit's clock is ahead of this machine's. */
	#aheadMs = 0;

	constructor(api: Pick<CustomerApi, 'read'>, clock: Clock) {
		this.#api = api;
		this.#clock = clock;
	}

	/** Reapit's time, as far as its answers have told it: a wrong clock of this machine neither refuses nor admits an event. */
	vendorNow(): number {
		return this.#clock.now() + this.#aheadMs;
	}

	/**
	 * @returns `undefined` where Reapit has no such key
	 * @throws FreeholdError `unavailable` where too many unknown ids came lately; as the network door otherwise
	 */
	async find(keyId: string, signal: AbortSignal): Promise<KeyObject | undefined> {
		const known = this.#known.get(keyId);
		if (known !== undefined) return known;
		const now = this.#clock.now();
		this.#asked = new Map([...this.#asked].filter(([, { at }]) => now - at < rememberMs));
		const asked = this.#asked.get(keyId);
		if (asked !== undefined) return asked.key;
		if (this.#asked.size >= mostLookUps) throw tooMany();
		const key = this.#lookUp(keyId, signal);
		this.#asked.set(keyId, { at: now, key });
		try {
			const found = await key;
			if (found !== undefined) this.#known.set(keyId, found);
			return found;
		} catch (error) {
			// Nothing was learnt: the next event asks again.
			this.#asked.delete(keyId);
			throw error;
		}
	}

	async #lookUp(keyId: string, signal: AbortSignal): Promise<KeyObject | undefined> {
		try {
			const call = { path: `/webhooks/signing/${keyId}`, label: `Signing key ${keyId}` };
			const { json, serverTime } = await this.#api.read(call, signal);
			this.#aheadMs = serverTime - this.#clock.now();
			return keyOf(json, keyId);
		} catch (error) {
			if (FreeholdError.is(error, 'notFound')) return undefined;
			throw error;
		}
	}
}

/** `{keys: [{kid, crv: "Ed25519", x}]}` */
function keyOf(json: Json | undefined, keyId: string): KeyObject | undefined {
	const keys =
		isJsonObject(json) && Array.isArray(json.keys) ? (json.keys as readonly Json[]).filter(isJsonObject) : [];
	const found = keys.find(({ kid }) => kid === keyId);
	if (typeof found?.x !== 'string' || found.crv !== 'Ed25519') return undefined;
	try {
		return publicKey(found.x);
	} catch (cause) {
		throw new FreeholdError('badResponse', {
			what: `Signing key ${keyId} cannot be used`,
			why: 'Reapit gave a key that is none',
			next: 'The event comes again; if it stays, report it to Reapit',
			cause,
		});
	}
}

function tooMany(): FreeholdError {
	return new FreeholdError('unavailable', {
		what: 'An event was not taken',
		why: `more than ${mostLookUps} unknown signing keys were named within ${rememberMs / 60_000} minutes`,
		next: 'Genuine events come again; if it stays, somebody else is sending to this address',
	});
}
