/** Signs events as the vendor's documents say, with a key pair of the test's own. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { JsonObject } from '../../../../../src/core/json.ts';

export class Signer {
	readonly keyId: string;
	readonly #pair = generateKeyPairSync('ed25519');

	constructor(keyId = 'key-1') {
		this.keyId = keyId;
	}

	sign(body: string, timestamp: string): string {
		const signature = sign(null, Buffer.from(`${timestamp}${body}`), this.#pair.privateKey).toString('base64url');
		return `s:${this.keyId}:${timestamp}:${signature}`;
	}

	/** `GET /webhooks/signing/{keyId}` */
	get keys(): JsonObject {
		const { x = '' } = this.#pair.publicKey.export({ format: 'jwk' });
		return { keys: [{ kid: this.keyId, crv: 'Ed25519', x }] };
	}
}

export function eventBody(changes: JsonObject = {}): string {
	return JSON.stringify({
		SendAttempts: 1,
		eventId: 'E1',
		entityId: 'OXF1',
		customerId: 'SBOX',
		eventTime: '2026-05-01T12:00:00Z',
		topicId: 'contacts.modified',
		new: { id: 'OXF1' },
		old: null,
		diff: null,
		...changes,
	});
}
