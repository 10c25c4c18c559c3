/** Exit codes: what a script learns without reading a word. Documented in docs/cli.md. */
import { FreeholdError } from '../core/errors.ts';
import type { Reason } from '../core/errors.ts';
import type { DatasetResult } from '../core/jobs/events.ts';

export const EXIT_CODES = {
	done: 0,
	failed: 1,
	/** Wrong usage or configuration. */
	usage: 2,
	/** A dataset failed, has gaps or a held sweep; the rest is stored. */
	partly: 3,
	/** Credentials refused. */
	credentials: 4,
	/** Throttled beyond the waiting limit; says when it resumes. */
	suspended: 5,
	cancelled: 130,
	/** Whoever read stdout has gone before the end; as shells count SIGPIPE. */
	pipeClosed: 141,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** Every reason has its code here, so that a new one cannot be forgotten. */
const CODE_OF_REASON: Readonly<Record<Reason, ExitCode>> = {
	usage: EXIT_CODES.usage,
	configuration: EXIT_CODES.usage,
	// The statement given on the command line is wrong, or asks for more than reading.
	query: EXIT_CODES.usage,
	readOnly: EXIT_CODES.usage,
	credentials: EXIT_CODES.credentials,
	suspended: EXIT_CODES.suspended,
	forbidden: EXIT_CODES.failed,
	notFound: EXIT_CODES.failed,
	badRequest: EXIT_CODES.failed,
	conflict: EXIT_CODES.failed,
	network: EXIT_CODES.failed,
	timeout: EXIT_CODES.failed,
	unavailable: EXIT_CODES.failed,
	badResponse: EXIT_CODES.failed,
	unsafe: EXIT_CODES.failed,
	diskFull: EXIT_CODES.failed,
	locked: EXIT_CODES.failed,
	corrupt: EXIT_CODES.failed,
	tooNew: EXIT_CODES.failed,
	storeGone: EXIT_CODES.failed,
	internal: EXIT_CODES.failed,
};

export function exitCodeOfError(error: unknown): ExitCode {
	return FreeholdError.is(error) ? CODE_OF_REASON[error.reason] : EXIT_CODES.failed;
}

/** What stops everything (refused, suspended) is told before what concerns one dataset. */
export function exitCodeOfResults(results: readonly DatasetResult[]): ExitCode {
	const failed = results.filter((result) => result.error !== undefined);
	const codes = failed.map((result) => exitCodeOfError(result.error));
	for (const first of [EXIT_CODES.credentials, EXIT_CODES.suspended]) if (codes.includes(first)) return first;
	if (failed.length > 0 && failed.length === results.length) return codes[0] ?? EXIT_CODES.failed;
	const isPartly = failed.length > 0 || results.some(hasGapOrHeldSweep);
	return isPartly ? EXIT_CODES.partly : EXIT_CODES.done;
}

function hasGapOrHeldSweep(result: DatasetResult): boolean {
	return result.held !== undefined || result.runs.some((run) => run.outcome === 'gaps' || run.outcome === 'held');
}
