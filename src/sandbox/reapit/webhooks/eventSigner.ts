/** Signs events (domain: Reapit §2.9): Ed25519 over timestamp and raw body, with a key made at the start. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { JsonObject } from '../../json.ts';

export class EventSigner {
	readonly keyId = 'sandbox-signing-key';
	readonly #pair = generateKeyPairSync('ed25519');

	/**
	 * The `X-Signature` header.
	 *
	 * @param timestamp  seconds since 1970; the unit is not published
	 */
	header(timestamp: number, body: string): string {
		const signature = sign(null, Buffer.from(`${timestamp}${body}`), this.#pair.privateKey).toString('base64url');
		return `s:${this.keyId}:${timestamp}:${signature}`;
	}

	/** The document at `/webhooks/signing/{keyId}`. */
	keySet(): JsonObject {
		const { x } = this.#pair.publicKey.export({ format: 'jwk' });
		return { keys: [{ kid: this.keyId, crv: 'Ed25519', x: String(x) }] };
	}
}
