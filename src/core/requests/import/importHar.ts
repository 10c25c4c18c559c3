/** Reads the requests of an HTTP archive (HAR 1.2), as browsers and proxies save it. */
import { isJsonObject } from '../../json.ts';
import { formPairs, splitAddress } from './imported.ts';
import type { Imported, ImportedBody, ImportedRequest, Pair } from './imported.ts';
import { listIn, textIn } from './looseJson.ts';

/** What the connection itself says, whoever sends. */
const OF_THE_CONNECTION = /^(?:host|connection|content-length|accept-encoding|te|upgrade|keep-alive|:.*)$/i;

export function isHar(value: unknown): boolean {
	return isJsonObject(value) && isJsonObject(value.log) && Array.isArray(value.log.entries);
}

export function importHar(archive: unknown): Imported {
	const log = isJsonObject(archive) ? archive.log : undefined;
	const requests = listIn(log, 'entries').map((entry) => requestOf(isJsonObject(entry) ? entry.request : undefined));
	return { requests, variables: [], notes: [] };
}

function requestOf(request: unknown): ImportedRequest {
	const { address, query } = splitAddress(textIn(request, 'url'));
	const headers = listIn(request, 'headers')
		.map((header): Pair => [textIn(header, 'name'), textIn(header, 'value')])
		.filter(([name]) => name !== '' && !OF_THE_CONNECTION.test(name));
	const data = isJsonObject(request) ? request.postData : undefined;
	return {
		method: (textIn(request, 'method') || 'GET').toUpperCase(),
		address,
		query,
		headers,
		body: bodyOf(data),
		notes: [],
	};
}

function bodyOf(data: unknown): ImportedBody | undefined {
	const [text, type] = [textIn(data, 'text'), textIn(data, 'mimeType')];
	const isForm = /^application\/x-www-form-urlencoded/i.test(type);
	if (isForm && text !== '') return { kind: 'form', fields: formPairs(text) };
	if (text !== '') return { kind: 'text', text };
	const params = listIn(data, 'params').map((param): Pair => [textIn(param, 'name'), textIn(param, 'value')]);
	if (params.length === 0) return undefined;
	if (isForm) return { kind: 'form', fields: params };
	return { kind: 'multipart', parts: params.map(([name, value]) => ({ name, content: { text: value } })) };
}
