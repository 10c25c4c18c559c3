/** What changes a connection waits until no run of this window uses it. */
import { FreeholdError } from '../../core/errors.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';

/** @throws FreeholdError `locked` while one does */
export async function assertIdle(freehold: Freehold, { folder, connection }: ConnectionRef): Promise<void> {
	const run = (await freehold.jobs()).of(folder, connection);
	if (run === undefined) return;
	throw new FreeholdError('locked', {
		what: `'${connection}' was not changed`,
		why: `a run uses it: ${run.title}`,
		next: 'Cancel the run or wait for its end, then try again',
	});
}
