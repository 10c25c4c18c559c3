/** Certificates of host tests: one that the machine of the tests trusts, and a stranger's (`test/core/http/fixtures`). */
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';

export interface Certificate {
	/** Both as PEM. */
	readonly key: string;
	readonly cert: string;
}

export function certificate(name: 'test' | 'stranger'): Certificate {
	const folder = process.env.HOST_TEST_CERTIFICATES;
	if (folder === undefined) throw new Error('HOST_TEST_CERTIFICATES does not name the folder of the certificates');
	const read = (part: string): string => readFileSync(join(folder, `${name}-${part}.pem`), 'utf8');
	return { key: read('key'), cert: read('cert') };
}

/**
 * The newest VS Code takes what the system trusts from `SSL_CERT_FILE`. 1.105 reads a fixed file instead, and takes more
 * from tests; it looks once, so this comes first.
 */
export function trustTestCertificate(): void {
	Object.assign(https.globalAgent, { testCertificates: [certificate('test').cert] });
}
