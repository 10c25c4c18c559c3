/** What a completion in a request file offers, as plain data for any editor. */
import type { Span } from '../../filter/syntax.ts';

export type RequestCompletionKind =
	'method' | 'path' | 'parameter' | 'value' | 'header' | 'directive' | 'connection' | 'variable' | 'field' | 'snippet';

export interface RequestCompletion {
	readonly label: string;
	readonly kind: RequestCompletionKind;
	/** A word or two beside the label. */
	readonly detail: string;
	/** Markdown. */
	readonly about: string;
	readonly insertText: string;
	/** Whether `insertText` is in the snippet syntax of the Language Server Protocol. */
	readonly isSnippet: boolean;
	/** Whether there is more to offer where it ends. */
	readonly opensNext: boolean;
}

export interface RequestCompletions {
	readonly replace: Span;
	/** The most useful first. */
	readonly items: readonly RequestCompletion[];
}

export function item(
	kind: RequestCompletionKind,
	label: string,
	more: Partial<Omit<RequestCompletion, 'kind' | 'label'>> = {},
): RequestCompletion {
	return { kind, label, detail: '', about: '', insertText: label, isSnippet: false, opensNext: false, ...more };
}

/** Text that a snippet is to hold as it is. */
export function plainSnippet(text: string): string {
	return text.replaceAll(/[\\$}]/g, '\\$&');
}
