/** What a completion of freehold.yaml offers, as plain data for any editor. */
import type { Range } from '../problems.ts';

export interface Suggestion {
	readonly label: string;
	readonly kind: SuggestionKind;
	/** In the snippet syntax of the Language Server Protocol; further lines are indented with tabs from the first one on. */
	readonly insert: string;
	/** A word or two beside the label. */
	readonly detail?: string | undefined;
	/** Our own words, as Markdown. */
	readonly description?: string | undefined;
	/** The vendor's words, as they are. */
	readonly notes?: readonly string[] | undefined;
	/** Whether there is more to offer where it ends. */
	readonly opensNext?: boolean | undefined;
}

export type SuggestionKind = 'key' | 'entry' | 'value' | 'connection' | 'dataset' | 'relation' | 'column' | 'parameter';

export interface Suggestions {
	/** Offsets of the text that is replaced. */
	readonly range: Range;
	/** The most useful first. */
	readonly items: readonly Suggestion[];
}

/** Text that a snippet inserts as it is. */
export function literal(text: string): string {
	return text.replace(/[\\$}]/g, '\\$&');
}

/** A text as YAML reads it back as that text, within the quotes that are there already. */
export function written(text: string, quote: '"' | "'" | undefined): string {
	if (quote !== undefined) return literal(text);
	const isPlain = /^[A-Za-z_][\w ./*-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|~)$/i.test(text);
	return literal(isPlain ? text : JSON.stringify(text));
}
