/** What kind of file it is. */
import { expect, test } from 'vitest';
import { mediaType } from '../../../../../src/core/sources/reapit/uploads/mediaType.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test.each([
	['a.pdf', '', 'application/pdf'],
	['a.PDF', '%PDF-1.7', 'application/pdf'],
	['plan.jpg', '\x89PNG\r\n\x1a\n', 'image/png'],
	['scan', '\xff\xd8\xff\xe0', 'image/jpeg'],
	['photo.heic', '\0\0\0\x18ftypheic', 'image/heic'],
	['letter.docx', 'PK\x03\x04', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
	['notes', 'hello', 'application/octet-stream'],
	['x.constructor', '', 'application/octet-stream'],
])('%s that begins with %j is %s', (name, start, type) => {
	expect(mediaType(name, bytes(start))).toBe(type);
});
