/** What kind of picture bytes are, by what they begin with: names and headers may say anything. Pure. */

export type ImageType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/avif';

/** @returns `undefined` for everything else; SVG is a document that can hold more than a picture */
export function imageType(bytes: Uint8Array): ImageType | undefined {
	const begin = String.fromCharCode(...bytes.subarray(0, 16));
	if (begin.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
	if (begin.startsWith('\u0089PNG\r\n\u001a\n')) return 'image/png';
	if (/^GIF8[79]a/.test(begin)) return 'image/gif';
	if (/^RIFF[^]{4}WEBP/.test(begin)) return 'image/webp';
	return /^[^]{4}ftypavi[fs]/.test(begin) ? 'image/avif' : undefined;
}
