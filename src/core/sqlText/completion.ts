/** What a completion of SQL offers, as plain data for any editor. */
import type { Span } from './tokens.ts';

export type SqlCompletionKind =
	'table' | 'query' | 'schema' | 'column' | 'alias' | 'keyword' | 'function' | 'value' | 'directive' | 'connection';

export interface SqlCompletion {
	readonly label: string;
	readonly kind: SqlCompletionKind;
	/** A word or two beside the label. */
	readonly detail: string;
	/** Markdown; made when the item is looked at, because there may be thousands. */
	readonly documentation: () => string;
	readonly insertText: string;
	/** Whether `insertText` is in the snippet syntax of the Language Server Protocol. */
	readonly isSnippet: boolean;
	/** What typing is compared with. */
	readonly filterText: string;
	readonly sortText: string;
	/** Whether there is more to offer where it ends. */
	readonly opensNext: boolean;
}

export interface SqlCompletions {
	/** What is replaced, and what of it where the editor only inserts: up to the cursor. */
	readonly replace: Span;
	readonly insert: Span;
	/** The most useful first. */
	readonly items: readonly SqlCompletion[];
}

export type NewCompletion = Partial<SqlCompletion> & Pick<SqlCompletion, 'label' | 'kind'>;

/** In this order. */
export function completions(items: readonly NewCompletion[]): readonly SqlCompletion[] {
	return items.map((item, nth) => ({
		...{ detail: '', documentation: () => '', isSnippet: false, opensNext: false },
		...{ insertText: item.label, filterText: item.insertText ?? item.label },
		sortText: String(nth).padStart(6, '0'),
		...item,
	}));
}
