/** Which application asks at Reapit Connect: Basic header, secret in the form, or none (domain: Reapit §2.2). */
import type { SandboxRequest } from '../../answer.ts';
import type { ReapitClient, ReapitClients } from './clients.ts';

/** @returns undefined where the application is unknown or its secret is wrong */
export function clientOf(
	clients: ReapitClients,
	request: SandboxRequest,
	form: URLSearchParams,
): ReapitClient | undefined {
	const basic = basicOf(request.headers.authorization);
	const named = form.get('client_id');
	// One way at a time, and one application (RFC 6749 §2.3).
	if (basic !== undefined && ((named !== null && named !== basic.id) || form.has('client_secret'))) return undefined;
	const client = clients.byId(basic?.id ?? named);
	const given = basic?.secret ?? form.get('client_secret') ?? '';
	return client !== undefined && given === (client.secret ?? '') ? client : undefined;
}

function basicOf(header = ''): { readonly id: string; readonly secret: string } | undefined {
	const encoded = /^Basic\s+(\S+)$/i.exec(header)?.[1];
	if (encoded === undefined) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	if (colon < 0) return { id: '', secret: '' };
	return { id: formDecoded(text.slice(0, colon)), secret: formDecoded(text.slice(colon + 1)) };
}

/** Both parts are form-encoded before they are joined (RFC 6749 §2.3.1). */
const formDecoded = (part: string): string => new URLSearchParams(`x=${part.replaceAll('&', '%26')}`).get('x') ?? '';
