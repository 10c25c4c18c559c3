/** Faults that bend an answer after it was made: its records, its next link, its text. */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { Json, JsonObject } from '../json.ts';
import { isJsonObject } from '../json.ts';
import type { FaultAction } from './faultRules.ts';

/** What an answer of the surface's own shape would look like. */
export type MakeError = (status: number, message: string) => Answer;

export function bendAnswer(answer: Answer, action: FaultAction, request: SandboxRequest, makeError: MakeError): Answer {
	switch (action.kind) {
		case 'corrupt':
			return corrupted(answer);
		case 'wrongJson':
			return withText(answer, `${bodyText(answer).slice(0, 40)} <<< not JSON >>>`);
		case 'wrongContentType':
			return {
				status: 200,
				headers: { 'content-type': 'text/html; charset=utf-8' },
				body: { kind: 'text', text: '<!doctype html><title>Gateway</title><h1>Please try again later</h1>' },
			};
		case 'poisonRecord': {
			const page = answer.body.kind === 'json' ? answer.body.page : undefined;
			const isHit = page !== undefined && !page.isKeysOnly && page.keys.includes(action.key);
			return isHit || isSingle(answer, action.key, request)
				? makeError(action.status ?? 500, 'An unexpected problem was encountered with the requested data.')
				: answer;
		}
		case 'duplicateRecord':
			return withRows(answer, (rows) => [...rows, ...rows.slice(0, 1)]);
		case 'emptyPageWithNextLink':
			return withNextLink(
				withRows(answer, () => []),
				({ next }) => (request.host === 'reapit' ? next : emptyPageLink(request)),
			);
		case 'sameNextLink':
			return withNextLink(answer, ({ self }) => self ?? link(request, request.params));
		case 'foreignNextLink':
			return withNextLink(answer, ({ next }) =>
				absolute(next ?? link(request, request.params), request).replace(
					request.origin,
					action.origin ?? 'http://foreign.invalid',
				),
			);
		default:
			return answer;
	}
}

export function bodyText(answer: Answer): string {
	const { body } = answer;
	if (body.kind === 'json') return JSON.stringify(body.value);
	return body.kind === 'text' ? body.text : Buffer.from(body.bytes).toString('utf8');
}

export function withText(answer: Answer, text: string): Answer {
	return { ...answer, body: { kind: 'text', text } };
}

function corrupted(answer: Answer): Answer {
	const bytes = Buffer.from(answer.body.kind === 'bytes' ? answer.body.bytes : bodyText(answer));
	const at = bytes.length >> 1;
	if (bytes.length > 0) bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
	return { ...answer, body: { kind: 'bytes', bytes } };
}

/** A single record whose address names the key. */
function isSingle(answer: Answer, key: string, request: SandboxRequest): boolean {
	if (answer.status !== 200) return false;
	if (request.host === 'reapit') return request.path.replace(/\/$/, '').endsWith(`/${key}`);
	return request.path.includes(`('${key}')`) && request.params.get('$select')?.includes(',') !== false;
}

function document(answer: Answer): JsonObject | undefined {
	if (answer.body.kind === 'json') return answer.body.value;
	if (answer.body.kind === 'text') return undefined;
	const value: unknown = JSON.parse(bodyText(answer));
	return isJsonObject(value) ? (value as JsonObject) : undefined;
}

function withRows(answer: Answer, change: (rows: readonly Json[]) => readonly Json[]): Answer {
	const value = document(answer);
	if (value === undefined) return answer;
	const d = value.D;
	if (Array.isArray(value.value)) return withJson(answer, { ...value, value: change(value.value) });
	if (Array.isArray(value._embedded)) return withJson(answer, { ...value, _embedded: change(value._embedded) });
	if (isJsonObject(d) && Array.isArray(d.Results))
		return withJson(answer, { ...value, D: { ...d, Results: change(d.Results) } });
	return answer;
}

/** Links of a page to the next and to itself, as far as it has them. */
interface PageLinks {
	readonly next: string | undefined;
	readonly self: string | undefined;
}

function withNextLink(answer: Answer, change: (links: PageLinks) => string | undefined): Answer {
	const value = document(answer);
	if (Array.isArray(value?.value)) {
		const next = value['@odata.nextLink'];
		const changed = change({ next: typeof next === 'string' ? next : undefined, self: undefined });
		return withJson(answer, { ...value, '@odata.nextLink': changed });
	}
	const links = value?._links;
	if (!Array.isArray(value?._embedded) || !isJsonObject(links)) return answer;
	const href = (name: string): string | undefined => {
		const found = links[name];
		return isJsonObject(found) && typeof found.href === 'string' ? found.href : undefined;
	};
	const next = change({ next: href('next'), self: href('self') });
	return withJson(answer, {
		...value,
		_links: { ...links, ...(next === undefined ? {} : { next: { href: next } }) },
	});
}

/** Reapit's links are relative. */
function absolute(address: string, { origin }: SandboxRequest): string {
	return address.startsWith('/') ? origin + address : address;
}

function withJson(answer: Answer, value: JsonObject): Answer {
	return { ...answer, body: { kind: 'json', value } };
}

function link(request: SandboxRequest, params: URLSearchParams): string {
	const query = [...params].map((pair) => pair.map((part) => encodeURIComponent(part)).join('=')).join('&');
	return `${request.origin}${encodeURI(request.path)}?${query}`;
}

/** Goes on exactly where this page would have started, by a token that no page has used: nothing is lost, nothing loops. */
function emptyPageLink(request: SandboxRequest): string {
	const params = new URLSearchParams(request.params);
	const token = params.get('$skiptoken');
	const at = token === null || token === '' ? 0n : BigInt(token);
	params.set('$skiptoken', String(at + 1n).padStart(26, '0'));
	return link(request, params);
}
