/** Reads OpenCollection YAML, which Bruno writes since version 3: one request, or a bundled collection of them. */
import { isJsonObject } from '../../json.ts';
import { splitAddress } from './imported.ts';
import type { Imported, ImportedBody, ImportedPart, ImportedRequest, Pair } from './imported.ts';
import { listIn, textIn } from './looseJson.ts';

export function isOpenCollection(value: unknown): boolean {
	return isJsonObject(value) && (isJsonObject(value.http) || 'opencollection' in value);
}

export function importOpenCollection(value: unknown): Imported {
	const config = isJsonObject(value) ? value.config : undefined;
	const [environment] = listIn(config, 'environments');
	const variables = listIn(environment, 'variables').flatMap((variable): Pair[] => {
		const isLeftOut = isJsonObject(variable) && (variable.secret === true || variable.disabled === true);
		return isLeftOut ? [] : [[textIn(variable, 'name'), textIn(variable, 'value')]];
	});
	return { requests: itemOf(value, []), variables, notes: [] };
}

function itemOf(item: unknown, folders: readonly string[]): readonly ImportedRequest[] {
	if (!isJsonObject(item)) return [];
	const isCollection = 'opencollection' in item;
	const path = isCollection ? folders : [...folders, textIn(item.info, 'name')].filter((name) => name !== '');
	const inner = listIn(item, 'items').flatMap((one) => itemOf(one, path));
	return isJsonObject(item.http) ? [requestOf(item, path.join(' / ')), ...inner] : inner;
}

function requestOf(item: unknown, title: string): ImportedRequest {
	const http = isJsonObject(item) ? item.http : undefined;
	const { address, query } = splitAddress(textIn(http, 'url'));
	const params = listIn(http, 'params');
	const inQuery = enabled(params.filter((param) => textIn(param, 'type') !== 'path'));
	const inPath = new Map(enabled(params.filter((param) => textIn(param, 'type') === 'path')));
	const body = bodyOf(isJsonObject(http) ? http.body : undefined);
	return {
		title,
		method: (textIn(http, 'method') || 'GET').toUpperCase(),
		address: address.replaceAll(/(?<=\/):(\w+)/g, (whole, name: string) => inPath.get(name) ?? whole),
		query: inQuery.length > 0 ? inQuery : query,
		headers: [...enabled(listIn(http, 'headers')), ...typeOf(http, body)],
		body,
		notes: notesOf(item, http),
	};
}

function enabled(list: readonly unknown[]): readonly Pair[] {
	return list
		.filter((one) => isJsonObject(one) && one.disabled !== true)
		.map((one): Pair => [textIn(one, 'name'), textIn(one, 'value')]);
}

const TYPES: Readonly<Record<string, string>> = {
	json: 'application/json',
	xml: 'application/xml',
	text: 'text/plain',
};

function bodyOf(body: unknown): ImportedBody | undefined {
	const type = textIn(body, 'type');
	if (type === 'form-urlencoded') return { kind: 'form', fields: enabled(listIn(body, 'data')) };
	if (type === 'multipart-form') return { kind: 'multipart', parts: listIn(body, 'data').flatMap(partOf) };
	if (type === 'file') return { kind: 'file', path: textIn(listIn(body, 'data')[0], 'filePath') };
	const text = textIn(body, 'data');
	return text === '' ? undefined : { kind: 'text', text };
}

function partOf(part: unknown): readonly ImportedPart[] {
	if (!isJsonObject(part) || part.disabled === true) return [];
	const { value } = part;
	const file = Array.isArray(value) ? String(value[0]) : textIn(part, 'value');
	const content = textIn(part, 'type') === 'file' ? { file } : { text: textIn(part, 'value') };
	return [{ name: textIn(part, 'name'), content, type: textIn(part, 'contentType') || undefined }];
}

/** Bruno says the type of a body by itself. */
function typeOf(http: unknown, body: ImportedBody | undefined): readonly Pair[] {
	const isTold = listIn(http, 'headers').some((header) => textIn(header, 'name').toLowerCase() === 'content-type');
	const type = TYPES[isJsonObject(http) ? textIn(http.body, 'type') : ''];
	return body?.kind === 'text' && !isTold && type !== undefined ? [['Content-Type', type]] : [];
}

function notesOf(item: unknown, http: unknown): readonly string[] {
	const runtime = isJsonObject(item) ? item.runtime : undefined;
	const hasScripts =
		isJsonObject(runtime) && listIn(runtime, 'scripts').length + listIn(runtime, 'assertions').length > 0;
	const auth = isJsonObject(http) ? textIn(http.auth, 'type') : '';
	return [
		...(hasScripts ? ['Its scripts and assertions did not come along: # @expect says what is expected.'] : []),
		...(auth === '' || auth === 'none' || auth === 'inherit'
			? []
			: [`It signed in by ${auth}; name a connection instead (# @connection).`]),
	];
}
