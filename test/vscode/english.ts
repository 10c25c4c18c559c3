/** The language of tests: texts as they stand in the code, with their places filled. */
import type { Language } from '../../src/vscode/views/words.ts';

export const english: Language = {
	t: (message, ...args) => message.replaceAll(/\{(\d)\}/g, (_, nth: string) => String(args[Number(nth)])),
};
