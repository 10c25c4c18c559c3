/** Which lenses stand over a job of freehold.yaml, by what is known of it. Pure: words are put to it elsewhere. */
import type { JobTiming } from '../../core/jobs/dueJobs.ts';
import type { LastResult } from '../../core/jobs/timing.ts';

export type JobLens =
	| { readonly kind: 'run' }
	| { readonly kind: 'running'; readonly run: string }
	| { readonly kind: 'preview' }
	| { readonly kind: 'next'; readonly at: number }
	| { readonly kind: 'due' }
	| { readonly kind: 'last'; readonly result: LastResult };

export interface JobSituation {
	/** Id of its run in this window. */
	readonly run: string | undefined;
	/** `undefined` where it never ran. */
	readonly last: LastResult | undefined;
	readonly timing: JobTiming;
	/** Whether runs may begin here at all: on a disk, in a workspace that is trusted. */
	readonly canRun: boolean;
	/** Whether this window starts jobs by itself. */
	readonly isScheduled: boolean;
}

export function jobLenses({ run, last, timing, canRun, isScheduled }: JobSituation): readonly JobLens[] {
	const first: readonly JobLens[] = run !== undefined ? [{ kind: 'running', run }] : canRun ? [{ kind: 'run' }] : [];
	const always: readonly JobLens[] = [...first, { kind: 'preview' }];
	if (run !== undefined || last === undefined) return always;
	// What never ran is begun by the user: the schedule leaves it alone, and so does its announcement.
	return [...always, { kind: 'last', result: last }, ...(isScheduled && canRun ? next(timing) : [])];
}

function next({ job, isDue, nextAt }: JobTiming): readonly JobLens[] {
	if (job.everyMs === undefined) return [];
	if (isDue) return [{ kind: 'due' }];
	return nextAt === undefined ? [] : [{ kind: 'next', at: nextAt }];
}
