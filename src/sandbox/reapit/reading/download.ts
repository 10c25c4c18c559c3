/** The bytes of a document: sent at once, or by a redirect to the file store (domain: Reapit §2.5). */
import type { Answer } from '../../answer.ts';
import { hash } from '../../random.ts';
import type { StoredRecord } from '../contract.ts';
import type { ReapitOrigins } from '../handlers.ts';
import { textOf } from '../data/common.ts';

import type { ReadContext } from './context.ts';

/** What a record that was uploaded keeps its content in, as base64; never shown. */
export const contentField = 'content';

export function downloadAnswer(context: ReadContext, { files }: ReapitOrigins, document: StoredRecord): Answer {
	if (context.switches.download === 'redirect') {
		const location = `${files}/downloads/${context.customer.code}/${encodeURIComponent(document.id)}`;
		return { status: 302, headers: { location }, body: { kind: 'text', text: '' } };
	}
	return bytesAnswer(document);
}

export function bytesAnswer(document: StoredRecord): Answer {
	const name = textOf(document, 'name');
	return {
		status: 200,
		headers: {
			'content-type': 'application/octet-stream',
			'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
		},
		body: { kind: 'bytes', bytes: bytesOf(document) },
	};
}

/** A small PDF-like text for documents that nobody uploaded: the same on every start. */
export function bytesOf(document: StoredRecord): Uint8Array {
	const content = textOf(document, contentField);
	if (content !== '') return Buffer.from(content, 'base64');
	const lines = Array.from(
		{ length: 40 },
		(_, i) => `${document.id} ${i} ${hash(i, document.id.length, 3).toString(16)}`,
	);
	return Buffer.from(`%PDF-1.4\n% Sandbox document ${textOf(document, 'name')}\n${lines.join('\n')}\n%%EOF\n`);
}
