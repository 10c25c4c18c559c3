/** A parameter of an address as a line of a query: readable, and still the same for every tool. */

/** @param pair  percent-encoded: `metadata=metadata.city%20%24eq%20%27London%27` */
export function encodedLine(pair: string): string {
	const at = pair.indexOf('=');
	if (at === -1) return readable(pair);
	return `${readable(pair.slice(0, at))}=${readable(pair.slice(at + 1))}`;
}

/** What no tool mistakes is decoded; everything else stays encoded. */
function readable(text: string): string {
	const decoded = decodedText(text);
	// A line loses blanks at its ends, and a variable would be filled in.
	return decoded === undefined
		? encodedBraces(text)
		: decoded.replaceAll(/[&#+%=?]|[^\S ]|\p{C}|^ +| +$|\{\{|\}\}/gu, encoded);
}

/** What stands in an answer is for the server that it names: none of it is filled in before it is sent there. */
export function encodedBraces(text: string): string {
	return text.replaceAll(/\{\{|\}\}/g, encoded);
}

function encoded(signs: string): string {
	return encodeURIComponent(signs.toWellFormed());
}

/** `undefined` where its escapes are broken: what stands there is what the server knows. */
function decodedText(text: string): string | undefined {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '));
	} catch (error) {
		if (error instanceof URIError) return undefined;
		throw error;
	}
}
