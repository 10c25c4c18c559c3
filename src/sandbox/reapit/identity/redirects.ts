/** Where a browser may be sent back to: only registered addresses, and only on this machine. */
import type { Answer } from '../../answer.ts';

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * @returns undefined where the address is not among the registered ones; on loopback the port does not count (RFC 8252 §7.3)
 */
export function registeredRedirect(registered: readonly string[], text: string | null): URL | undefined {
	const url = loopbackUrl(text);
	if (url === undefined) return undefined;
	const fits = registered.some((each) => {
		const known = new URL(each);
		const isSamePath = known.pathname === url.pathname && url.search === '' && url.hash === '';
		return known.hostname === url.hostname && isSamePath;
	});
	return fits ? url : undefined;
}

/** The simulator sends browsers nowhere but back to this machine. */
export function loopbackUrl(text: string | null): URL | undefined {
	if (text === null || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	return url.protocol === 'http:' && loopback.includes(url.hostname) ? url : undefined;
}

export function sentBack(target: URL, answer: Readonly<Record<string, string>>, state: string | null): Answer {
	const url = new URL(target);
	for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
	if (state !== null) url.searchParams.set('state', state);
	return { status: 302, headers: { location: url.href }, body: { kind: 'text', text: '' } };
}
