/** What a page has stored in its browser. VS Code in a browser keeps secrets there, encrypted, and its state beside them. */
import { webcrypto } from 'node:crypto';
import type { Page } from 'playwright-core';
import { SECRETS_KEY } from '../vscode-tools/browser.ts';

/** Where VS Code keeps SecretStorage in a browser: nowhere else may secrets be. */
const SECRETS = 'secrets.provider';
const KEY_BYTES = 32;
const VECTOR_BYTES = 12;

export interface BrowserStorage {
	/** Everything in it as text, as it is stored. */
	readonly text: string;
	/** The secrets, decrypted. */
	readonly secrets: string;
}

const readAll = `(async () => {
	const databases = {};
	for (const { name, version } of await indexedDB.databases()) {
		const db = await new Promise((resolve, reject) => {
			const opening = indexedDB.open(name, version);
			opening.onsuccess = () => resolve(opening.result);
			opening.onerror = () => reject(opening.error);
		});
		for (const store of db.objectStoreNames) {
			databases[name + '/' + store] = await new Promise((resolve, reject) => {
				const reading = db.transaction(store).objectStore(store).getAll();
				reading.onsuccess = () => resolve(reading.result.map((value) => value instanceof Uint8Array
					? new TextDecoder().decode(value)
					: value));
				reading.onerror = () => reject(reading.error);
			});
		}
		db.close();
	}
	return { local: { ...localStorage }, session: { ...sessionStorage }, databases };
})()`;

export async function browserStorage(page: Page): Promise<BrowserStorage> {
	const stored = await page.evaluate<{ readonly local: Readonly<Record<string, string>> }>(readAll);
	const sealed = stored.local[SECRETS];
	if (sealed === undefined) throw new Error(`The browser holds no ${SECRETS}`);
	return { text: JSON.stringify(stored), secrets: await unsealed(sealed) };
}

/** As VS Code does it: AES-GCM with two keys, of which the server's is never stored with the data. */
async function unsealed(sealed: string): Promise<string> {
	const bytes = Buffer.from(sealed, 'base64');
	const own = bytes.subarray(0, KEY_BYTES);
	const iv = bytes.subarray(KEY_BYTES, KEY_BYTES + VECTOR_BYTES);
	const both = own.map((byte, nth) => byte ^ (SECRETS_KEY[nth] ?? 0));
	const key = await webcrypto.subtle.importKey('raw', both, 'AES-GCM', false, ['decrypt']);
	const text = await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.subarray(KEY_BYTES + VECTOR_BYTES));
	return new TextDecoder().decode(text);
}
