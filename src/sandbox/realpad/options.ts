/** The switches of the Realpad sandbox. Each undocumented choice has one; the default is the strict reading. */

export interface RealpadSandboxOptions {
	/** What the header `Retry-After` holds: whole seconds, an HTTP date, or nothing (then only the body says when). */
	readonly retryAfter?: 'seconds' | 'date' | 'none';
	/** What a banned login is told: like a wrong password (changelog), or 429 (documentation). */
	readonly banMode?: 401 | 429;
	/** Failed logins that lead to a ban; `false` for never. */
	readonly loginsBeforeBan?: number | false;
	readonly cooldownMs?: number;
	/** Whether a request that was refused (400) starts a cool-down too. */
	readonly cooldownCountsRefused?: boolean;
	/** Whether `projectid` of the units' history is as narrow as one project in `projectids`. */
	readonly projectIdIsNarrow?: boolean;
	/** Whether the developer has Multiple Inquiries from the start. */
	readonly isMigrated?: boolean;
	/** What the exports of the old world answer a developer who has Multiple Inquiries. */
	readonly whenMigrated?: 'refuse' | 'serve';
	/** The version that is served; older ones answer 418. */
	readonly version?: number;
	/** Where `.xlsx` keeps texts. */
	readonly strings?: 'shared' | 'inline';
	/** How many files `list-resources` begins with, up to 200,000. */
	readonly files?: number;
	/** Smallest and largest file; by default 2 to 100 KB, and 200 to 2,000 bytes from 10,000 files on. */
	readonly fileBytes?: { readonly min: number; readonly max: number } | undefined;
	/** `crc` as the seed says, `checksum` (64 hex digits) as real answers show, or both. */
	readonly checksums?: 'crc' | 'checksum' | 'both';
	/** File names that attack whoever stores them, and UIDs that are none. */
	readonly hostileNames?: boolean;
	/** Whether `GET /resource/…` answers ranges. */
	readonly ranges?: boolean;
	/** Exports with fewer rows than this repeat theirs, keys and all, until they have as many. */
	readonly leastRows?: number;
}

export type RealpadSwitches = Required<RealpadSandboxOptions>;

export const strictRealpad: RealpadSwitches = {
	retryAfter: 'seconds',
	banMode: 401,
	loginsBeforeBan: 5,
	cooldownMs: 300_000,
	cooldownCountsRefused: false,
	projectIdIsNarrow: false,
	isMigrated: false,
	whenMigrated: 'refuse',
	version: 10,
	strings: 'shared',
	files: 500,
	fileBytes: undefined,
	checksums: 'crc',
	hostileNames: false,
	ranges: false,
	leastRows: 0,
};

export const mostFiles = 200_000;

/** @throws RangeError for a switch that cannot be */
export function realpadSwitches(options: RealpadSandboxOptions): RealpadSwitches {
	const switches = { ...strictRealpad, ...options };
	const { files, fileBytes } = switches;
	if (!Number.isInteger(files) || files < 0 || files > mostFiles)
		throw new RangeError(`files must be a whole number from 0 to ${mostFiles}`);
	if (fileBytes !== undefined && !(fileBytes.min >= 0 && fileBytes.max >= fileBytes.min))
		throw new RangeError('fileBytes needs 0 ≤ min ≤ max');
	return switches;
}
