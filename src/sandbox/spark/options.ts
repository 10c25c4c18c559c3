/** The switches of the Spark sandbox. Each undocumented choice has one; the default is the strict reading. */
import { documentedRateLimits } from './roles.ts';
import type { Role } from './roles.ts';

export interface SparkSandboxOptions {
	/** A `$top` or `_limit` above the maximum: refused, or cut to it. */
	readonly overLimit?: 'refuse' | 'clamp';
	/** `$top=0`: refused, or an empty page (with its count). */
	readonly topZero?: 'refuse' | 'empty';
	/** `$skip` with a replication key. */
	readonly skipOnReplication?: 'allow' | 'refuse';
	/** `ExportTimestamp`: UTC without a zone, the MLS's local time without a zone (UTC−5), or with its offset. */
	readonly exportTimestamp?: 'utcBare' | 'localBare' | 'offset';
	/** What a 429 says about waiting. */
	readonly retryAfter?: 'none' | 'seconds' | 'date';
	/** Status of code 1550; older documents say 503. */
	readonly rateLimitStatus?: 429 | 503;
	/** Requests per five minutes by role; `false` for no limit. */
	readonly rateLimits?: Readonly<Record<Role, number>> | false;
	/** Requests of one key at a time; more are answered 429. Absent: any number. */
	readonly maxParallel?: number | undefined;
	/** Shape of errors on the RESO surface. */
	readonly resoErrors?: 'odata' | 'envelope';
	/** `error.code`: as probed (401 for code 1000, Spark's code otherwise), always the HTTP status, or always Spark's code. */
	readonly resoErrorCode?: 'probe' | 'status' | 'spark';
	/** A normal key on the replication host. */
	readonly normalKeyOnReplicationHost?: 'refuse' | 'serve';
	/** Levels of parentheses in SparkQL. */
	readonly nestingLimit?: number;
	/** An unknown field in `_filter`: dropped and reported, or refused. */
	readonly unknownFilterField?: 'drop' | 'refuse';
	/** Rows of an expanded relation before the server pages it with `<Relation>@odata.nextLink`. */
	readonly expandLimit?: number | undefined;
	/** gzip and br when the client accepts them, or never. */
	readonly compression?: 'auto' | 'none';
	/** Sign-in pages answer with a code at once instead of asking for name and password. */
	readonly autoApprove?: boolean;
	/** Distinct listing contents; above it, contents repeat under new keys and full walks are served from prepared pages. */
	readonly variety?: number | undefined;
	/** Lifetime of issued tokens and sessions. */
	readonly tokenLifeMs?: number;
}

export type SparkSwitches = Required<SparkSandboxOptions>;

export const strictSwitches: SparkSwitches = {
	overLimit: 'refuse',
	topZero: 'refuse',
	skipOnReplication: 'allow',
	exportTimestamp: 'utcBare',
	retryAfter: 'none',
	rateLimitStatus: 429,
	rateLimits: documentedRateLimits,
	maxParallel: undefined,
	resoErrors: 'odata',
	resoErrorCode: 'probe',
	normalKeyOnReplicationHost: 'refuse',
	nestingLimit: 2,
	unknownFilterField: 'drop',
	expandLimit: undefined,
	compression: 'auto',
	autoApprove: false,
	variety: undefined,
	tokenLifeMs: 86_400_000,
};
