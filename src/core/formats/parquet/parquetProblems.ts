/** The ways in which a file that should be Parquet cannot be read. */
import { FreeholdError } from '../../errors.ts';

const WHAT = 'The Parquet file could not be read';

/** The file breaks its format: cut on the way, or changed. */
export function damaged(why: string, cause?: unknown): FreeholdError {
	return new FreeholdError('badResponse', {
		what: WHAT,
		why: `it is damaged: ${why}`,
		next: 'Check whether the file is whole; make or fetch it again',
		cause,
	});
}

/** The file is sound, but uses what is not read here. */
export function unsupported(why: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: WHAT,
		why,
		next: 'Write it again with Snappy or Zstandard and without encryption (pyarrow, DuckDB and Spark can)',
	});
}

export function oversized(why: string): FreeholdError {
	return new FreeholdError('unsafe', { what: WHAT, why, next: 'Check where the file comes from' });
}

/** What hyparquet throws, which are errors of JavaScript for whatever it does not find. */
export function readFailure(error: unknown): unknown {
	if (FreeholdError.is(error) || !(error instanceof Error) || 'syscall' in error) return error;
	return damaged(error.message, error);
}
