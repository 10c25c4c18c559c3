/** Where a value stands in a JSON document, as data and as people write it. */
import type { Json } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';

export type JsonPath = readonly (string | number)[];

/** `address.line1`, `officeIds[0]`; the document itself is `(the whole document)`. */
export function pathText(path: JsonPath): string {
	let text = '';
	for (const part of path) {
		if (typeof part === 'number') text += `[${part}]`;
		else if (/^[\w$-]+$/.test(part)) text += text === '' ? part : `.${part}`;
		else text += `[${JSON.stringify(part)}]`;
	}
	return text === '' ? '(the whole document)' : text;
}

/** RFC 6901: unambiguous, for maps and JSON Patch. */
export function pointer(path: JsonPath): string {
	return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function valueAt(document: Json, path: JsonPath): Json | undefined {
	let at: Json | undefined = document;
	for (const part of path) {
		if (typeof part === 'number') at = Array.isArray(at) ? (at as readonly Json[])[part] : undefined;
		else at = isJsonObject(at) && Object.hasOwn(at, part) ? at[part] : undefined;
	}
	return at;
}
