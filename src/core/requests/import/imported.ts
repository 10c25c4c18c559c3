/** Requests that came out of another tool's format, before they are written as a request file. */

export type Pair = readonly [name: string, value: string];

export type ImportedBody =
	| { readonly kind: 'text'; readonly text: string }
	/** `application/x-www-form-urlencoded`, decoded. */
	| { readonly kind: 'form'; readonly fields: readonly Pair[] }
	/** The path as the other tool has it. */
	| { readonly kind: 'file'; readonly path: string }
	| { readonly kind: 'multipart'; readonly parts: readonly ImportedPart[] };

export interface ImportedPart {
	readonly name: string;
	readonly content: { readonly text: string } | { readonly file: string };
	readonly type?: string | undefined;
}

export interface ImportedRequest {
	/** With the names of the folders that it lay in. */
	readonly title?: string | undefined;
	readonly method: string;
	/** Without its query; may begin with a variable. */
	readonly address: string;
	/** Decoded. */
	readonly query: readonly Pair[];
	readonly headers: readonly Pair[];
	readonly body?: ImportedBody | undefined;
	/** What did not come along, and what to do about it. */
	readonly notes: readonly string[];
}

export interface Imported {
	readonly requests: readonly ImportedRequest[];
	/** Of the collection, as far as they are no secrets. */
	readonly variables: readonly Pair[];
	readonly notes: readonly string[];
}

/** Cuts an address at its query and decodes that; a fragment is never sent and goes. */
export function splitAddress(url: string): { readonly address: string; readonly query: readonly Pair[] } {
	const [whole = ''] = url.split('#');
	const at = whole.indexOf('?');
	if (at === -1) return { address: whole, query: [] };
	return { address: whole.slice(0, at), query: formPairs(whole.slice(at + 1)) };
}

/** `a=1&b=x%20y` as pairs. */
export function formPairs(text: string): readonly Pair[] {
	return text
		.split('&')
		.filter((piece) => piece !== '')
		.map((piece) => {
			const at = piece.indexOf('=');
			return at === -1 ? [decoded(piece), ''] : [decoded(piece.slice(0, at)), decoded(piece.slice(at + 1))];
		});
}

function decoded(text: string): string {
	const blank = text.replaceAll('+', ' ');
	try {
		return decodeURIComponent(blank);
	} catch {
		// A lone % is no encoding: it stands for itself.
		return blank;
	}
}
