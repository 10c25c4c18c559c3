/** Runs a job for a language model as any other run of this window: seen in its views, one at a time per connection. */
import { FreeholdError } from '../../core/errors.ts';
import { noProject } from '../../core/tools/pickProject.ts';
import type { JobEnd, JobOrder } from '../../core/tools/toolHost.ts';
import type { Freehold } from '../freehold.ts';

/** @throws the signal's reason when cancelled; FreeholdError where it could not begin, or the user cancelled it by hand */
export async function runInWindow(freehold: Freehold, { project, job, signal }: JobOrder): Promise<JobEnd> {
	const [projects, jobs] = await Promise.all([freehold.projects(), freehold.jobs()]);
	const state = projects.all.find((one) => one.project === project);
	if (state === undefined) throw noProject();
	signal.throwIfAborted();
	const { run, end } = jobs.start({ kind: 'job', folder: state.folder, job });
	const cancel = (): void => jobs.cancel(run.id);
	signal.addEventListener('abort', cancel, { once: true });
	try {
		const { results, files, error, isCancelled } = await end;
		signal.throwIfAborted();
		if (isCancelled) throw cancelledByHand(job);
		if (error !== undefined) throw error as Error;
		return { results, files };
	} finally {
		signal.removeEventListener('abort', cancel);
	}
}

function cancelledByHand(job: string): FreeholdError {
	return new FreeholdError('conflict', {
		what: `The run of '${job}' did not end`,
		why: 'the user cancelled it in the editor',
		next: 'Ask the user before it is run again; what was stored stays',
	});
}
