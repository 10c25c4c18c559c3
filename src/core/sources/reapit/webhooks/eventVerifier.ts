/** Decides over a delivered event before anybody acts on it: genuine, of now, and an event at all. */
import { FreeholdError } from '../../../errors.ts';
import { isGenuine, parseSignature, timestampMs } from './signature.ts';
import type { SigningKeys } from './signingKeys.ts';
import type { WebhookEvent } from './webhookEvent.ts';
import { webhookEvent } from './webhookEvent.ts';

export type Verified =
	| { readonly kind: 'event'; readonly event: WebhookEvent }
	/** `status` is what the sender is told. */
	| { readonly kind: 'refused'; readonly status: 400 | 401 | 503; readonly why: string };

/**
 * The last repetition comes 33 minutes after the first attempt (60 + 120 + 300 + 600 + 900 s), and whether each is signed
 * anew is nowhere written. What is older is somebody's recording.
 */
const oldestMs = 45 * 60_000;
const newestMs = 5 * 60_000;

export class EventVerifier {
	readonly #keys: SigningKeys;

	constructor(keys: SigningKeys) {
		this.#keys = keys;
	}

	/** @param header  `X-Signature` as it came */
	async verify(header: string | undefined, body: Uint8Array, signal: AbortSignal): Promise<Verified> {
		const signature = parseSignature(header);
		if (signature === undefined) return refused(401, 'it is not signed as Reapit signs');
		try {
			const key = await this.#keys.find(signature.keyId, signal);
			if (key === undefined) return refused(401, `Reapit has no key ${signature.keyId}`);
			if (!isGenuine(signature, body, key)) return refused(401, 'its signature does not match');
			const at = timestampMs(signature.timestamp);
			const ageMs = at === undefined ? Number.NaN : this.#keys.vendorNow() - at;
			if (!(ageMs <= oldestMs && ageMs >= -newestMs))
				return refused(401, 'it was signed too long ago, or in the future');
		} catch (error) {
			if (!FreeholdError.is(error)) throw error;
			// 5xx: it comes again (the vendor repeats nothing after a 4xx).
			return refused(503, `its signature cannot be checked now. ${error.message}`);
		}
		const event = webhookEvent(body);
		return event === undefined ? refused(400, 'it is signed, but no event') : { kind: 'event', event };
	}
}

function refused(status: 400 | 401 | 503, why: string): Verified {
	return { kind: 'refused', status, why };
}
