/** Reads a Postman collection (v2.0 and v2.1), as Postman exports it. */
import { isJsonObject } from '../../json.ts';
import { splitAddress } from './imported.ts';
import type { Imported, ImportedBody, ImportedPart, ImportedRequest, Pair } from './imported.ts';
import { listIn, textIn } from './looseJson.ts';

export function isPostman(value: unknown): boolean {
	return isJsonObject(value) && isJsonObject(value.info) && textIn(value.info, 'schema').includes('getpostman.com');
}

export function importPostman(collection: unknown): Imported {
	const requests = itemsOf(collection, []);
	const variables = listIn(collection, 'variable').flatMap((variable): Pair[] => {
		const [name, type] = [textIn(variable, 'key'), textIn(variable, 'type')];
		return name === '' || type === 'secret' ? [] : [[name, textIn(variable, 'value')]];
	});
	const hasAuth =
		isJsonObject(collection) && isJsonObject(collection.auth) && textIn(collection.auth, 'type') !== 'noauth';
	const notes = hasAuth
		? ['The collection signs its requests in; name a connection of yours instead (# @connection).']
		: [];
	return { requests, variables, notes };
}

function itemsOf(parent: unknown, folders: readonly string[]): readonly ImportedRequest[] {
	return listIn(parent, 'item').flatMap((item) => {
		const path = [...folders, textIn(item, 'name')].filter((name) => name !== '');
		if (listIn(item, 'item').length > 0) return itemsOf(item, path);
		const request = isJsonObject(item) ? item.request : undefined;
		return request === undefined ? [] : [requestOf(item, request, path.join(' / '))];
	});
}

function requestOf(item: unknown, request: unknown, title: string): ImportedRequest {
	// A request may be its address alone.
	const url = typeof request === 'string' ? request : isJsonObject(request) ? request.url : undefined;
	const { address, query } = addressOf(url);
	const body = isJsonObject(request) ? bodyOf(request.body) : undefined;
	return {
		title,
		method: (textIn(request, 'method') || 'GET').toUpperCase(),
		address,
		query,
		headers: [...enabledPairs(listIn(request, 'header')), ...typeOf(request, body)],
		body,
		notes: notesOf(item, request),
	};
}

function addressOf(url: unknown): { readonly address: string; readonly query: readonly Pair[] } {
	if (typeof url === 'string') return splitAddress(url);
	const { address, query } = splitAddress(textIn(url, 'raw') || joined(url));
	const given = listIn(url, 'query');
	return {
		address: filledPath(address, listIn(url, 'variable')),
		query: given.length > 0 ? enabledPairs(given) : query,
	};
}

function joined(url: unknown): string {
	const [host, path] = [listIn(url, 'host'), listIn(url, 'path')].map((parts) => parts.map(String));
	const protocol = textIn(url, 'protocol');
	return `${protocol === '' ? '' : `${protocol}://`}${host?.join('.') ?? ''}/${path?.join('/') ?? ''}`;
}

/** `/contacts/:id`, with the value that the collection has for it. */
function filledPath(address: string, variables: readonly unknown[]): string {
	return address.replaceAll(/(?<=\/):(\w+)/g, (whole, name: string) => {
		const value = variables.find((one) => textIn(one, 'key') === name);
		return textIn(value, 'value') || (value === undefined ? whole : `{{${name}}}`);
	});
}

function enabledPairs(list: readonly unknown[]): readonly Pair[] {
	return list
		.filter((one) => isJsonObject(one) && one.disabled !== true)
		.map((one): Pair => [textIn(one, 'key'), textIn(one, 'value')])
		.filter(([name]) => name !== '');
}

function bodyOf(body: unknown): ImportedBody | undefined {
	switch (textIn(body, 'mode')) {
		case 'raw': {
			const text = textIn(body, 'raw');
			return text === '' ? undefined : { kind: 'text', text };
		}
		case 'urlencoded':
			return { kind: 'form', fields: enabledPairs(listIn(body, 'urlencoded')) };
		case 'formdata':
			return { kind: 'multipart', parts: listIn(body, 'formdata').flatMap(partOf) };
		case 'file':
			return { kind: 'file', path: isJsonObject(body) ? textIn(body.file, 'src') : '' };
		case 'graphql': {
			const graphql = isJsonObject(body) ? body.graphql : undefined;
			return { kind: 'text', text: JSON.stringify(graphql, null, 2) };
		}
		default:
			return undefined;
	}
}

function partOf(part: unknown): readonly ImportedPart[] {
	if (!isJsonObject(part) || part.disabled === true) return [];
	const type = textIn(part, 'contentType') || undefined;
	const source = Array.isArray(part.src) ? String(part.src[0]) : textIn(part, 'src');
	const content = textIn(part, 'type') === 'file' ? { file: source } : { text: textIn(part, 'value') };
	return [{ name: textIn(part, 'key'), content, type }];
}

/** Postman sends the type of raw bodies and of GraphQL by itself. */
function typeOf(request: unknown, body: ImportedBody | undefined): readonly Pair[] {
	const isTold = listIn(request, 'header').some((header) => textIn(header, 'key').toLowerCase() === 'content-type');
	if (body?.kind !== 'text' || isTold || !isJsonObject(request) || !isJsonObject(request.body)) return [];
	if (textIn(request.body, 'mode') === 'graphql') return [['Content-Type', 'application/json']];
	const { options } = request.body;
	const language = isJsonObject(options) ? textIn(options.raw, 'language') : '';
	return language === 'json'
		? [['Content-Type', 'application/json']]
		: language === 'xml'
			? [['Content-Type', 'application/xml']]
			: [];
}

function notesOf(item: unknown, request: unknown): readonly string[] {
	const scripts = listIn(item, 'event').filter(
		(event) => isJsonObject(event) && listIn(event.script, 'exec').join('').trim() !== '',
	);
	const auth = isJsonObject(request) ? textIn(request.auth, 'type') : '';
	return [
		...(scripts.length === 0 ? [] : ['Its scripts did not come along: a request file runs none.']),
		...(auth === '' || auth === 'noauth'
			? []
			: [`It signed in by ${auth}; name a connection instead (# @connection).`]),
	];
}
