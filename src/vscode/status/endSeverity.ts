/** Whether a run's end is something to warn of. */
import { FreeholdError } from '../../core/errors.ts';
import type { RunEnd } from '../jobs/runInProgress.ts';
import type { UnseenFailure } from './unseenFailures.ts';

/** @returns `undefined` where it went well, or was stopped by the user */
export function unseenFailureOf(title: string, end: RunEnd): UnseenFailure | undefined {
	if (end.isCancelled) return undefined;
	const errors = [end.error, ...end.results.map(({ error }) => error)].filter((error) => error !== undefined);
	// Another window or the command line is at it: nothing is wrong.
	const told = errors.filter((error) => !FreeholdError.is(error, 'locked'));
	const [hard] = told.filter((error) => !FreeholdError.is(error, 'suspended'));
	if (hard !== undefined) return { title, severity: 'error', why: whyOf(hard) };
	const held = end.results.find((result) => result.held !== undefined)?.held?.why;
	const [soft] = told;
	if (soft !== undefined) return { title, severity: 'warning', why: whyOf(soft) };
	return held === undefined ? undefined : { title, severity: 'warning', why: held };
}

function whyOf(error: unknown): string {
	if (FreeholdError.is(error)) return `${error.what}: ${error.why}`;
	return error instanceof Error ? error.message : String(error);
}
