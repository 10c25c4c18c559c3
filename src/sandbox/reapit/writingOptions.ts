/** The switches of identity, limits, writing, metadata, uploads and webhooks; the default is the strict reading. */

export interface ReapitLimitRules {
	readonly perSecond: number;
	readonly concurrent: number;
	readonly perDay: number;
}

export interface ReapitWritingOptions {
	/** Sign-in pages answer with a code at once instead of asking for name and password. */
	readonly autoApprove?: boolean;
	/** Lifetime of access tokens. */
	readonly tokenLifeMs?: number;
	/** How `token_type` is written: both are met in the vendor's documents. */
	readonly tokenType?: 'Bearer' | 'bearer';
	/** A refresh token that comes again: refused and everything of its sign-in ended, or only refused. */
	readonly refreshReuse?: 'revokeFamily' | 'refuse';
	/** Whether applications without a secret must send a code challenge. */
	readonly pkce?: 'required' | 'optional';
	/** A `reapit-customer` header with the token of a user. */
	readonly customerWithUser?: 'ignore' | 'refuse';
	/** Announces the end of the current `api-version` in headers. */
	readonly isVersionDeprecated?: boolean;
	/** Requests that are let through; false for no limit. */
	readonly limits?: ReapitLimitRules | false;
	/** Whether a 429 says when to come again. */
	readonly retryAfter?: 'none' | 'seconds';
	/** A field that the model of the request does not have. */
	readonly unknownFields?: 'refuse' | 'ignore';
	/** Objects within a PATCH: their fields are merged, or the object is replaced. */
	readonly nestedPatch?: 'merge' | 'replace';
	/** An `If-Match` that is no entity tag; it once was 500 (#3608). */
	readonly malformedIfMatch?: 400 | 500;
	/** The `Location` of a new resource. */
	readonly location?: 'absolute' | 'path';
	/** Largest request, counting headers and body. */
	readonly requestBytes?: number;
	/** Status of a larger one. */
	readonly tooLargeStatus?: 413 | 400;
	/** Whether metadata filters fail where the real server is known to. */
	readonly serverBugs?: boolean;
	/** A filter that cannot be read at all: refused as documented, or ignored as was seen (#4661). */
	readonly malformedFilter?: 'refuse' | 'ignore';
	/** Metadata that the server application has kept before the start: none, or how it follows contacts and properties. */
	readonly metadata?: 'none' | 'agency';
	/** Whether `/metadata/` by page number ends after 500 records (#10990). */
	readonly metadataPages?: 'all' | 'first500';
	/** Whether events of the customer `SBOX` are sent again when they fail; the vendor does not. */
	readonly retrySandboxEvents?: boolean;
}

export type ReapitWritingSwitches = Required<ReapitWritingOptions>;

export const strictReapitWriting: ReapitWritingSwitches = {
	autoApprove: false,
	tokenLifeMs: 3_600_000,
	tokenType: 'Bearer',
	refreshReuse: 'revokeFamily',
	pkce: 'required',
	customerWithUser: 'ignore',
	isVersionDeprecated: false,
	limits: { perSecond: 20, concurrent: 5, perDay: 250_000 },
	retryAfter: 'none',
	unknownFields: 'refuse',
	nestedPatch: 'merge',
	malformedIfMatch: 400,
	location: 'absolute',
	requestBytes: 6_000_000,
	tooLargeStatus: 413,
	serverBugs: true,
	malformedFilter: 'refuse',
	metadata: 'none',
	metadataPages: 'all',
	retrySandboxEvents: false,
};
