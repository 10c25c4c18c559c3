/** Links of an answer that a new request can follow. */
import type { Span } from '../../filter/syntax.ts';

export interface ResponseLink {
	/**
	 * `hal`: `_links` · `next`: `@odata.nextLink` · `odata`: `@odata.id` and others · `resource`: Spark's `ResourceUri` ·
	 * `key`: an id of another record (`negotiatorId`) · `file`: a file of Realpad's list · `location`: the header
	 */
	readonly kind: 'hal' | 'next' | 'odata' | 'resource' | 'key' | 'file' | 'location';
	/** As the answer calls it: `negotiator`, `next`, `Location`. */
	readonly name: string;
	/** Of what is clicked: within the text of the body without its quotes, or a header. */
	readonly place: { readonly in: 'body'; readonly span: Span } | { readonly in: 'header'; readonly name: string };
	/** Absolute; of a template, with its `{names}` that have to be filled in. */
	readonly url: string;
	/** `id` of `/contacts/{id}`. */
	readonly parameters: readonly string[];
	/** `pageNumber` of `{?pageNumber}`: may be added. */
	readonly optional: readonly string[];
	/** Whether it leads to another server than the answer came from. */
	readonly isForeign: boolean;
}
