/** Signed tokens (RS256) and the key that checks them. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { JsonObject } from '../../json.ts';

const keyId = 'reapit-sandbox';

export class TokenSigner {
	#pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } | undefined;

	signed(claims: JsonObject): string {
		const part = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url');
		const text = `${part({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${part(claims)}`;
		return `${text}.${sign('RSA-SHA256', Buffer.from(text), this.#keys().privateKey).toString('base64url')}`;
	}

	/** The document at `/.well-known/jwks.json`. */
	keySet(): JsonObject {
		const { kty, n, e } = this.#keys().publicKey.export({ format: 'jwk' });
		return { keys: [{ kty: String(kty), n: String(n), e: String(e), kid: keyId, use: 'sig', alg: 'RS256' }] };
	}

	/** Made when first needed: most tests sign nothing, and a key costs a good part of a second. */
	#keys(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
		this.#pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
		return this.#pair;
	}
}
