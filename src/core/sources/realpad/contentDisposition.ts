/** The file name that an answer proposes (RFC 6266, with the encodings of RFC 5987). It is a proposal: it must be made safe. */

/** @returns the name as it was meant, still unsafe; `undefined` where there is none */
export function proposedFileName(header: string | null): string | undefined {
	if (header === null) return undefined;
	const parameters = parametersOf(header);
	const extended = decodeExtended(parameters.get('filename*'));
	if (extended !== undefined && extended !== '') return extended;
	const plain = parameters.get('filename');
	if (plain === undefined || plain === '') return undefined;
	return mendBytes(plain);
}

function parametersOf(header: string): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	const pattern = /;\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;
	for (const [, name = '', quoted, token] of `;${header.replace(/^\s*[^;=]*(?=;|$)/, '')}`.matchAll(pattern)) {
		const value = quoted === undefined ? (token ?? '').trim() : quoted.replace(/\\(.)/g, '$1');
		const key = name.toLowerCase();
		if (!found.has(key)) found.set(key, value);
	}
	return found;
}

/** `UTF-8''%C5%BElu%C5%A5.xlsx` */
function decodeExtended(value: string | undefined): string | undefined {
	const [, charset = '', encoded = ''] = /^([\w-]+)'[^']*'(.*)$/s.exec(value ?? '') ?? [];
	const bytes = Buffer.from(
		encoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	);
	switch (charset.toLowerCase()) {
		case 'utf-8':
			return bytes.toString('utf8');
		case 'iso-8859-1':
			return bytes.toString('latin1');
		default:
			return undefined;
	}
}

/** Header bytes come as Latin-1; many servers mean UTF-8. Where the bytes are valid UTF-8, that is what was meant. */
function mendBytes(text: string): string {
	// eslint-disable-next-line no-control-regex -- the range of bytes
	if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text;
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
	} catch (error) {
		if (error instanceof TypeError) return text;
		throw error;
	}
}
