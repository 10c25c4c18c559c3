/** TextMate grammars as data; `scripts/filterGrammar.ts` and `scripts/requestGrammar.ts` fill them. */

export interface Rule {
	readonly name?: string;
	readonly contentName?: string;
	readonly match?: string;
	readonly begin?: string;
	readonly end?: string;
	readonly while?: string;
	readonly include?: string;
	readonly captures?: Captures;
	readonly beginCaptures?: Captures;
	readonly endCaptures?: Captures;
	readonly patterns?: readonly Rule[];
}

export type Captures = Readonly<Record<number, Pick<Rule, 'name' | 'patterns'>>>;

export interface Grammar {
	readonly name: string;
	readonly scopeName: string;
	readonly injectionSelector?: string;
	readonly injections?: Readonly<Record<string, { readonly patterns: readonly Rule[] }>>;
	readonly patterns: readonly Rule[];
	readonly repository?: Readonly<Record<string, Rule>>;
}

/** As the file is written. */
export function grammarText(grammar: Grammar): string {
	return `${JSON.stringify(grammar, null, '\t')}\n`;
}

/** Alternatives, the longest first, so that none is taken for the beginning of another. */
export function anyOf(words: readonly string[]): string {
	return words
		.toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
		.map((word) => word.replaceAll(/[$^.*+?()[\]{}|\\]/g, '\\$&'))
		.join('|');
}
