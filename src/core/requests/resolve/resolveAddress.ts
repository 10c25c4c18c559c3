/** Makes the whole address of a request: base, path, and every parameter encoded so that the server reads what is meant. */
import type { QueryParameter, RequestBlock, RequestLine } from '../document/requestDocument.ts';
import { isLoopback } from '../../http/loopback.ts';
import { plainText } from './expandedText.ts';
import { orderFilters } from './filterOrder.ts';
import type { ResolvedParameter } from './filterOrder.ts';
import { decodedValue, encodeAddressValue, encodeLineValue } from './queryEncoding.ts';
import type { Variables } from './variables.ts';

export interface ResolvedAddress {
	/** Whole; without a fragment, which is never sent. */
	readonly url: string;
	/** Filters that were put behind others, because Reapit takes a list only last. */
	readonly moved: readonly ResolvedParameter[];
}

export interface AddressOptions {
	/** What an address that begins with `/` is completed with, where the request names no host. */
	readonly base: string | undefined;
	readonly ordersFilters: boolean;
	/** Makes the error for an address that is none. */
	readonly refuse: (why: string, next: string) => Error;
}

export async function resolveAddress(
	request: RequestLine,
	block: RequestBlock,
	variables: Variables,
	options: AddressOptions,
): Promise<ResolvedAddress> {
	const written = (await variables.expandAddress(request.address)).trim();
	const host = block.headers.find(({ name }) => name.text.toLowerCase() === 'host');
	const base = host === undefined ? options.base : withScheme(await variables.expandPlace(host.value));
	const whole = written.startsWith('/') && base !== undefined ? `${base.replace(/\/+$/, '')}${written}` : written;
	const url = URL.parse(whole.replace(/#.*$/s, ''));
	if (url === null || !/^https?:$/.test(url.protocol)) {
		const next = whole.startsWith('/')
			? 'Write https://host before it, or name a connection: # @connection NAME'
			: 'Begin it with https://';
		throw options.refuse(`'${whole.slice(0, 200)}' is no address`, next);
	}
	const parameters = await Promise.all(request.parameters.map((one) => resolveParameter(one, variables)));
	const inAddress = request.parameters.findIndex(
		({ form, value, name }) => form === 'address' && `${name.text}${value?.text ?? ''}`.includes('#'),
	);
	// What follows a `#` on the request's own line is its fragment; lines of the query go on all the same.
	const sent = parameters.filter(
		(_, nth) => inAddress === -1 || nth <= inAddress || request.parameters[nth]?.form === 'line',
	);
	const ordered = options.ordersFilters ? orderFilters(sent, url.pathname) : { parameters: sent, moved: [] };
	const query = ordered.parameters.map((one) => one.sent).filter((text) => text !== '');
	const before = url.search.replace(/^\?/, '');
	url.search = [...(before === '' ? [] : [before]), ...query].join('&');
	return { url: url.href, moved: ordered.moved };
}

/** Plain http only to this machine: to another one nothing would be sent anyway. */
function withScheme(host: string): string {
	return `${isLoopback(host.replace(/:\d+$/, '')) ? 'http' : 'https'}://${host}`;
}

async function resolveParameter(parameter: QueryParameter, variables: Variables): Promise<ResolvedParameter> {
	const { start, end, form } = parameter;
	const name = await variables.expandText(parameter.name);
	if (parameter.value === undefined) {
		// `?{{query}}`: a whole query, encoded as it is.
		const sent = form === 'address' ? name.replace(/#.*$/s, '') : name.replaceAll('#', '%23');
		return { start, end, name, value: '', sent };
	}
	const pieces = await variables.expand(parameter.value);
	const value = plainText(pieces);
	if (form === 'line') return { start, end, name, value, sent: `${name}=${encodeLineValue(value)}` };
	const sent = encodeAddressValue(pieces).replace(/#.*$/s, '');
	return { start, end, name, value: decodedValue(sent), sent: `${name}=${sent}` };
}
