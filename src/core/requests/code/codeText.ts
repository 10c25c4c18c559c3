/** Pieces of generated programs. */

/** Joins pieces that are wanted; each is lines without their last line end. */
export function pieces(...parts: readonly (string | false | undefined)[]): string {
	return `${parts
		.filter((part): part is string => typeof part === 'string')
		.map((part) => part.replaceAll(/^\n|\s+$/g, ''))
		.filter((part) => part !== '')
		.join('\n\n')}\n`;
}

/** Lines of a list, one below another. */
export function lines(list: readonly string[], indent: string): string {
	return list.map((line) => `${indent}${line}`).join('\n');
}

/** A literal that JavaScript, C#, Java and Python all read as JSON does. */
export function quoted(text: string): string {
	// Beside those of JSON, C# ends a line at U+0085, and all of them at the last two.
	return JSON.stringify(text).replaceAll(
		/[\u0085\u2028\u2029]/g,
		(sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** A comment's text: one line, and nothing that would end the comment. */
export function commentText(text: string): string {
	return text
		.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
		.replaceAll('*/', '* /')
		.replaceAll('?>', '? >')
		.trim();
}
