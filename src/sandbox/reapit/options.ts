/** The switches of the Reapit sandbox. Each undocumented choice has one; the default is the strict reading. */
import { strictReapitWriting } from './writingOptions.ts';
import type { ReapitWritingOptions } from './writingOptions.ts';

export interface ReapitSandboxOptions extends ReapitWritingOptions {
	/** A `pageSize` outside 1 to 100: refused, or moved to the nearest. */
	readonly pageSize?: 'refuse' | 'clamp';
	/** What `pageNumber=0` is answered; it once was 500 (#545). */
	readonly pageZero?: 400 | 500;
	/** Whether entries of a list carry their `_eTag`; the vendor's examples show null. */
	readonly listETags?: 'null' | 'value';
	/** Whether links to other pages repeat filters, sorting and embeds. */
	readonly pageLinks?: 'bare' | 'full';
	/** An `embed` that the endpoint does not have. */
	readonly unknownEmbed?: 'refuse' | 'ignore';
	/** A `sortBy` that the endpoint does not have. */
	readonly unknownSortBy?: 'refuse' | 'ignore';
	/** How many records an embedded collection holds at most: 100, or the page size of the request (FAQ). */
	readonly embedLimit?: 'hundred' | 'pageSize';
	/** `/documents/{id}/download`: the bytes, or a redirect to the file store. */
	readonly download?: 'bytes' | 'redirect';
	/** Whether some certificates were modified in the future (#11212). */
	readonly futureCertificates?: boolean;
	/** `modifiedFrom` and its like leave out the very instant, as most endpoints once did (#10009). */
	readonly from?: 'inclusive' | 'exclusive';
	/** Cancelled and unconfirmed appointments without `includeCancelled`, `includeUnconfirmed`: left out, or listed. */
	readonly hiddenAppointments?: 'hide' | 'list';
}

export type ReapitSwitches = Required<ReapitSandboxOptions>;

export const strictReapit: ReapitSwitches = {
	...strictReapitWriting,
	pageSize: 'refuse',
	pageZero: 400,
	listETags: 'null',
	pageLinks: 'bare',
	unknownEmbed: 'refuse',
	unknownSortBy: 'refuse',
	embedLimit: 'hundred',
	download: 'bytes',
	futureCertificates: false,
	from: 'inclusive',
	hiddenAppointments: 'hide',
};
