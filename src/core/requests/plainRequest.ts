/** A request with everything resolved: what is sent, turned into code, or came out of another format. */

export interface PlainRequest {
	/** In capitals. */
	readonly method: string;
	/** Whole and percent-encoded. */
	readonly url: string;
	/** In the order of the file; names as they are written, which may repeat. */
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body?: string | Uint8Array | undefined;
}

/** The value of a header, whatever the case of its name; several are joined as RFC 9110 §5.3 says. */
export function headerOf({ headers }: Pick<PlainRequest, 'headers'>, name: string): string | undefined {
	const wanted = name.toLowerCase();
	const values = headers.flatMap(([header, value]) => (header.toLowerCase() === wanted ? [value] : []));
	return values.length === 0 ? undefined : values.join(', ');
}
