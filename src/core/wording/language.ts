/** What sentences are made with: in English on the terminal, in the user's language in the editor. */
import { count } from './quantities.ts';

/** `vscode.l10n`, as far as words need it. */
export interface Language {
	t(message: string, ...args: (string | number | boolean)[]): string;
}

/** A language with its way to write numbers. */
export interface Wording {
	readonly l10n: Language;
	readonly number: (value: number, decimals?: number) => string;
}

export const englishWording: Wording = {
	l10n: {
		t: (message, ...args) => message.replaceAll(/\{(\d)\}/g, (_, nth: string) => String(args[Number(nth)] ?? '')),
	},
	number: (value, decimals = 0) => (decimals === 0 ? count(value) : value.toFixed(decimals)),
};
