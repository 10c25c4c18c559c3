/** The content of a document or image in a request: inline as base64, or uploaded before and named by its URL (seed 002). */
import type { JsonObject } from '../../json.ts';
import type { ReapitCaller } from '../contract.ts';
import { invalid } from '../refusal.ts';
import type { FieldProblem } from '../refusal.ts';
import type { Upload, UploadStore } from './uploadStore.ts';

/**
 * @param dataField  `fileData`, for images `data`
 * @param prefix     of the fields in problems: `identityDocument1.`
 * @returns undefined where the request brings no content
 * @throws ReapitRefusal 422
 */
export function contentOf(
	uploads: UploadStore,
	caller: ReapitCaller,
	fields: JsonObject,
	dataField: 'fileData' | 'data',
	prefix = '',
): Pick<Upload, 'bytes' | 'contentType'> | undefined {
	const { [dataField]: data, fileUrl } = fields;
	const refused = (field: string, message: string): Error => {
		const problem: FieldProblem = { field: prefix + field, message };
		return invalid([problem]);
	};
	if (typeof data === 'string' && data !== '') {
		const content = inlineContent(data);
		if (content === undefined)
			throw refused(
				dataField,
				'The content must be base64 encoded and prefixed with its type (data:text/plain;base64,…)',
			);
		return content;
	}
	if (typeof fileUrl !== 'string' || fileUrl === '') return undefined;
	const upload = uploads.uploaded(caller, fileUrl);
	if (upload === undefined) throw refused('fileUrl', 'No file was uploaded to this URL');
	return upload;
}

function inlineContent(text: string): Pick<Upload, 'bytes' | 'contentType'> | undefined {
	const head = /^data:([\w.+-]+\/[\w.+-]+(?:;[\w-]+=[\w.-]+)*);base64,/.exec(text);
	if (head === null) return undefined;
	const encoded = text.slice(head[0].length);
	const isBase64 = encoded.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(encoded);
	return isBase64 ? { bytes: Buffer.from(encoded, 'base64'), contentType: head[1] ?? '' } : undefined;
}
