/** Writes the request that follows a link: a literal block that any tool can run, with the headers of the one before. */
import { FreeholdError } from '../../errors.ts';
import { blockName, directiveWord } from '../document/requestDocument.ts';
import type { RequestBlock, RequestDocument } from '../document/requestDocument.ts';
import { MASK } from '../response/keptBlock.ts';
import { encodedBraces, encodedLine } from './encodedLine.ts';
import type { ResponseLink } from './responseLink.ts';

/** What belongs to the request that it was written for, and to no other. */
const OWN_HEADERS = /^(?:content-.*|if-.*|range|host|transfer-encoding|prefer)$/i;

/**
 * The text of a new block, from its `###` to the end of its last line.
 *
 * @param block  the request whose answer holds the link
 * @param sentUrl  the address that it had once resolved (`ResolvedRequest.request.url`), so that `{{base}}` is used again
 * @throws FreeholdError `usage` where a secret of the link's address was not kept
 */
export function followLink(
	document: RequestDocument,
	block: RequestBlock,
	link: ResponseLink,
	sentUrl: string,
): string {
	const connection = link.isForeign ? undefined : directiveWord(block, 'connection')?.text;
	const source = link.isForeign ? undefined : directiveWord(block, 'source')?.text;
	const [address = '', ...query] = addressLines(withBase(encodedBraces(link.url), baseOf(block, sentUrl))).map((line) =>
		withVariables(line, link.parameters),
	);
	if ([address, ...query].some((line) => line.includes(MASK))) throw masked();
	// Another server gets nothing that was meant for this one.
	const headers = link.isForeign ? [] : block.headers.filter(({ name }) => !OWN_HEADERS.test(name.text));
	const lines = [
		`### ${oneLine(encodedBraces(link.name))} (from ${oneLine(blockName(document, block))})`,
		...(connection === undefined ? [] : [`# @connection ${connection}`]),
		...(source === undefined ? [] : [`# @source ${source}`]),
		...(link.optional.length === 0 ? [] : [`# may be added to the query: ${link.optional.join(', ')}`]),
		...link.parameters.map((name) => `@${name} =`),
		`GET ${address}`,
		...query,
		...headers.map(({ name, value }) => `${name.text}: ${value.text}`),
	];
	return lines.map((line) => `${line}${document.lineEnd}`).join('');
}

/**
 * Where the host of a request is private, what is kept of its address is masked, and the server that it was sent to looks
 * like another one. A link leads there if its request, filled in anew, would be sent to that very origin.
 *
 * @param resolvedUrl  the address of the request with everything filled in
 */
export function ownLink(link: ResponseLink, resolvedUrl: string): ResponseLink {
	const [origin, own] = [URL.parse(link.url)?.origin, URL.parse(resolvedUrl)?.origin];
	return link.isForeign && origin !== undefined && origin === own ? { ...link, isForeign: false } : link;
}

interface Base {
	/** `{{base}}`, or `https://{{tenant}}.example.com` */
	readonly reference: string;
	/** What it stood for. */
	readonly value: string;
}

/** What the address of a request begins with, where that is a variable, or an origin with one. */
function baseOf({ request }: RequestBlock, sentUrl: string): Base | undefined {
	const address = request?.address.text ?? '';
	const own = URL.parse(sentUrl)?.origin;
	const origin = /^https?:\/\/(?=[^/?]*\{\{)(?:\{\{[^{}]+\}\}|[^/?{])+/i.exec(address)?.[0];
	if (origin !== undefined) {
		const isWhole = own !== undefined && isOrigin(address.slice(origin.length), sentUrl);
		return isWhole ? { reference: origin, value: own } : undefined;
	}
	const [, reference, rest = ''] = /^(\{\{[^{}]+\}\})([^{?]*)/.exec(address) ?? [];
	if (reference === undefined || own === undefined) return undefined;
	const path = sentUrl.split('?', 1)[0] ?? '';
	const at = rest === '' ? path.length : path.indexOf(rest, own.length);
	return at === -1 ? undefined : { reference, value: path.slice(0, at).replace(/\/+$/, '') };
}

/**
 * Whether an origin with a variable stood for no more than an origin: `https://{{host}}` may have a path of its own.
 *
 * @param rest  of the address as it is written, behind that origin
 */
function isOrigin(rest: string, sentUrl: string): boolean {
	const sent = URL.parse(sentUrl);
	const [literal = ''] = rest.split(/[?#]|\{\{/, 1);
	const isAll = !rest.startsWith('{{', literal.length);
	// Encoded as what was sent is.
	const path = URL.parse(literal, sent?.origin)?.pathname ?? '';
	return sent !== null && (isAll ? sent.pathname === path : sent.pathname.startsWith(path));
}

function withBase(url: string, base: Base | undefined): string {
	if (base === undefined || !url.startsWith(base.value)) return url;
	const rest = url.slice(base.value.length);
	return rest === '' || /^[/?]/.test(rest) ? `${base.reference}${rest}` : url;
}

function withVariables(line: string, parameters: ResponseLink['parameters']): string {
	return parameters.reduce((text, name) => text.replaceAll(`{${name}}`, `{{${name}}}`), line);
}

/** The address, then one parameter to a line. */
function addressLines(url: string): readonly string[] {
	const at = url.indexOf('?');
	if (at === -1) return [url];
	const pairs = url
		.slice(at + 1)
		.split('&')
		.filter((pair) => pair !== '');
	return [url.slice(0, at), ...pairs.map((pair, nth) => `  ${nth === 0 ? '?' : '&'}${encodedLine(pair)}`)];
}

function oneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ').trim();
}

function masked(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The link was not followed',
		why: 'its address holds a secret that is not kept with the answer',
		next: 'Send the request again, and follow the link of its new answer',
	});
}
