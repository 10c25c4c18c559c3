/** Markdown of texts that may hold anything: values of the data are shown, never interpreted. */

/** As code within a line; back-ticks in the text cannot end it. */
export function code(text: string): string {
	if (text !== '' && !/[`\s]/.test(text)) return `\`${text}\``;
	const shown = text.replaceAll(/[\r\n\t]+/g, ' ');
	const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	const pad = shown === '' || shown.startsWith('`') || shown.endsWith('`') || shown.trim() === '' ? ' ' : '';
	return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A block of the language itself. */
export function filterBlock(text: string): string {
	return `\`\`\`freehold-filter\n${text}\n\`\`\``;
}
