/** The address of the next page, from that of the first one. */
import { FreeholdError } from '../../errors.ts';
import type { NextPage } from './readPage.ts';

/**
 * @param first  of the request as it stands in the file
 * @param from  of the page that says what comes next
 * @throws FreeholdError `unsafe` where it leads to another server, which must not get what this one is sent
 */
export function nextAddress(first: string, from: string, next: NextPage, label: string): string {
	if (next.kind === 'parameter') return withParameter(first, next.name, next.value);
	const url = URL.parse(next.href, from);
	if (url?.origin === new URL(first).origin) return url.href;
	throw new FreeholdError('unsafe', {
		what: `The next page of ${label} was not asked for`,
		why: `Its link leads to ${url?.origin ?? 'no web address'}, not to ${new URL(first).origin}`,
		next: 'If the vendor has moved, change the address; otherwise report this to the vendor',
	});
}

/** Every other character stays as it was: a second encoding could change a filter. Names are compared without case. */
export function withParameter(address: string, name: string, value: string): string {
	const at = address.includes('?') ? address.indexOf('?') : address.length;
	const [before, query] = [address.slice(0, at), address.slice(at + 1)];
	const kept = query.split('&').filter((pair) => pair !== '' && nameOf(pair) !== name.toLowerCase());
	return `${before}?${[...kept, `${name}=${encodeURIComponent(value)}`].join('&')}`;
}

function nameOf(pair: string): string {
	const name = pair.split('=', 1)[0] ?? pair;
	try {
		return decodeURIComponent(name).toLowerCase();
	} catch {
		// A broken escape is compared as written.
		return name.toLowerCase();
	}
}
