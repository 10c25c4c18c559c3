/** What kind of file it is: by its first bytes where they tell, otherwise by its name. */

const byExtension: Readonly<Record<string, string>> = {
	pdf: 'application/pdf',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	png: 'image/png',
	gif: 'image/gif',
	webp: 'image/webp',
	bmp: 'image/bmp',
	tif: 'image/tiff',
	tiff: 'image/tiff',
	heic: 'image/heic',
	svg: 'image/svg+xml',
	txt: 'text/plain',
	csv: 'text/csv',
	html: 'text/html',
	htm: 'text/html',
	xml: 'application/xml',
	json: 'application/json',
	rtf: 'application/rtf',
	zip: 'application/zip',
	doc: 'application/msword',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xls: 'application/vnd.ms-excel',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	ppt: 'application/vnd.ms-powerpoint',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	eml: 'message/rfc822',
	msg: 'application/vnd.ms-outlook',
	mp4: 'video/mp4',
	mov: 'video/quicktime',
};

/** First bytes as Latin-1 text. Containers that many kinds share (ZIP, OLE) tell nothing that the name does not. */
const byStart: readonly (readonly [pattern: RegExp, type: string])[] = [
	[/^%PDF-/, 'application/pdf'],
	[/^\xff\xd8\xff/, 'image/jpeg'],
	[/^\x89PNG\r\n/, 'image/png'],
	[/^GIF8[79]a/, 'image/gif'],
	[/^RIFF[^]{4}WEBP/, 'image/webp'],
	[/^(?:II\*\0|MM\0\*)/, 'image/tiff'],
	[/^[^]{4}ftyphei[cx]/, 'image/heic'],
];

/** Enough of a file to tell by. */
export const headBytes = 16;

export function mediaType(name: string, head: Uint8Array): string {
	const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, headBytes)).toString('latin1');
	const found = byStart.find(([pattern]) => pattern.test(start));
	if (found !== undefined) return found[1];
	const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	return Object.hasOwn(byExtension, extension) ? (byExtension[extension] ?? octets) : octets;
}

const octets = 'application/octet-stream';
