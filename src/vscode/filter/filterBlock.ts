/** The text of a block that is added to a file of filters. */

/** @param name  may be empty */
export function blockText(name: string, target: string, expression: string): string {
	return `${name === '' ? '' : `# @name ${name}\n`}# @dataset ${target}\n${expression}\n`;
}

/** A block begins behind a blank line. */
export function gapBehind(text: string): string {
	if (text === '' || /\n\s*\n$/.test(text)) return '';
	return text.endsWith('\n') ? '\n' : '\n\n';
}
