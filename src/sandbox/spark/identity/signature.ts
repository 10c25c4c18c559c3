/** The signatures of legacy ApiKey access (domain: Spark §3.2): MD5 over the secret and what is asked. */
import { createHash } from 'node:crypto';
import type { SandboxRequest } from '../../answer.ts';
import type { ApiKey } from './credentials.ts';

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

export function sessionSignature(apiKey: ApiKey): string {
	return md5(`${apiKey.secret}ApiKey${apiKey.key}`);
}

/** Over the service path, the parameters in order of their names (the session's token among them), and the body. */
export function requestSignature(apiKey: ApiKey, request: Pick<SandboxRequest, 'path' | 'params' | 'body'>): string {
	const params = [...request.params]
		.filter(([name]) => name !== 'ApiSig')
		.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
		.map(([name, value]) => name + value)
		.join('');
	return md5(`${apiKey.secret}ApiKey${apiKey.key}ServicePath${request.path}${params}${request.body}`);
}
