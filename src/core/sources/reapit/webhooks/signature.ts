/** Whether an event comes from Reapit: `X-Signature: s:<keyId>:<timestamp>:<signature>`, Ed25519 (domain/reapit.md §2.9). */
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export interface EventSignature {
	readonly keyId: string;
	/** As it stands in the header: it is part of what was signed. */
	readonly timestamp: string;
	readonly signature: Uint8Array;
}

/** What goes into an address has to be harmless there: key ids are asked for by path. */
const keyIdForm = /^[\w.-]{1,100}$/;

export function parseSignature(header: string | undefined): EventSignature | undefined {
	const [scheme, keyId = '', ...rest] = header?.split(':') ?? [];
	const signature = rest.pop();
	// A time of day has colons of its own.
	const timestamp = rest.join(':');
	if (scheme !== 's' || !keyIdForm.test(keyId) || timestamp === '' || signature === undefined) return undefined;
	if (!/^[\w-]+=*$/.test(signature)) return undefined;
	return { keyId, timestamp, signature: Buffer.from(signature, 'base64url') };
}

/** @param x  the public key, base64url (RFC 8037 §2) */
export function publicKey(x: string): KeyObject {
	return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Timestamp and body as they came, with nothing between. */
export function isGenuine({ timestamp, signature }: EventSignature, body: Uint8Array, key: KeyObject): boolean {
	return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature);
}

/** In ms since 1970. The documents do not name the form: seconds, milliseconds and ISO 8601 cannot be taken for each other. */
export function timestampMs(text: string): number | undefined {
	if (/^\d{9,11}$/.test(text)) return Number(text) * 1000;
	if (/^\d{12,14}$/.test(text)) return Number(text);
	const at = Date.parse(text);
	return Number.isNaN(at) || !/^\d{4}-/.test(text) ? undefined : at;
}
