/** A finding at its place in a document. */
import type { Finding, FindingCode } from '../findings.ts';
import type { Span } from '../syntax.ts';

/** Offsets are those of the document. */
export interface DocumentFinding extends Finding {
	/** What else belongs to it: the filter that this one contradicts. */
	readonly related: readonly RelatedPlace[];
	/** Whether it says nothing, so that it may be shown faded. */
	readonly isUnnecessary: boolean;
	/** Page of the documentation, within `docs/`. */
	readonly page: string;
}

export interface RelatedPlace extends Span {
	readonly message: string;
}

export function documentFinding(finding: Finding, related: readonly RelatedPlace[] = []): DocumentFinding {
	const { code } = finding;
	return { ...finding, related, isUnnecessary: code === 'FH163' || code === 'FH145', page: findingPagePath(code) };
}

export function findingPagePath(code: FindingCode): string {
	return `diagnostics/${code}.md`;
}
