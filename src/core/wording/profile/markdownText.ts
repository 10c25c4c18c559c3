/** Text from outside in Markdown: shown as it is, on one line, never taken for markup. */
import { oneLine } from '../cellText.ts';

export function markdownText(text: string): string {
	return (
		oneLine(text)
			.replaceAll(/[\\`*[\]<>&|~]/g, (sign) => `\\${sign}`)
			// Within a word an underscore means nothing; escaped there it would only be in the way.
			.replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
	);
}
