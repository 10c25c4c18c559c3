/** What a completion of a filter offers, as plain data for any editor. */
import type { Span } from '../syntax.ts';

export interface FilterCompletions {
	/** What is replaced, and what of it where the editor only inserts: up to the cursor. */
	readonly replace: Span;
	readonly insert: Span;
	/** The most useful first. */
	readonly items: readonly FilterCompletion[];
}

export interface FilterCompletion {
	readonly label: string;
	readonly kind: FilterCompletionKind;
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
	/** Whether it is better not used, though it is there. */
	readonly isDeprecated: boolean;
}

export type FilterCompletionKind = 'field' | 'object' | 'operator' | 'value' | 'date' | 'directive' | 'dataset';

/** Sorts as the numbers do. */
export function orderText(nth: number): string {
	return String(nth).padStart(6, '0');
}

export function completion(
	nth: number,
	item: Partial<FilterCompletion> & Pick<FilterCompletion, 'label' | 'kind' | 'insertText'>,
): FilterCompletion {
	return {
		detail: '',
		documentation: () => '',
		isSnippet: false,
		filterText: item.insertText,
		sortText: orderText(nth),
		opensNext: false,
		isDeprecated: false,
		...item,
	};
}
