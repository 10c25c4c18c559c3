/** `run_job`: a job of freehold.yaml, and how it ended. */
import { FreeholdError } from '../errors.ts';
import type { DatasetResult } from '../jobs/events.ts';
import { projectOfJob } from './pickProject.ts';
import type { ToolHost } from './toolHost.ts';
import type { ToolInput } from './toolInput.ts';

export type OnProgress = (message: string) => void;

export async function runDeclaredJob(
	host: ToolHost,
	input: ToolInput,
	signal: AbortSignal,
	onProgress: OnProgress,
): Promise<unknown> {
	const job = input.text('job');
	if (host.runJob === undefined) throw notAllowed(job);
	const at = await projectOfJob(host, job, input.optionalText('folder'));
	const { results, files } = await host.runJob({ ...at, job, signal, onProgress });
	const failed = results.filter(({ error }) => error !== undefined).length;
	return {
		job,
		outcome: failed === 0 ? 'done' : failed === results.length ? 'failed' : 'partly done',
		datasets: results.map(told),
		...(files.length === 0 ? {} : { files: files.map(({ file, rows }) => ({ file, rows })) }),
	};
}

function told({ connection, dataset, runs, held, error }: DatasetResult): unknown {
	return {
		target: `${connection}/${dataset}`,
		runs: runs.map(({ id, phase, outcome, counts }) => ({ run: id, phase, outcome, counts })),
		...(held === undefined ? {} : { heldPurge: held.why }),
		...(error === undefined ? {} : { error: errorOf(error) }),
	};
}

/** What failed, why and what to do next; of an error that is not ours, what it says. */
export function errorOf(error: unknown): unknown {
	if (FreeholdError.is(error)) {
		const { reason, what, why, next, retryAt } = error;
		return { reason, what, why, next, ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() }) };
	}
	const why = error instanceof Error ? error.message : String(error);
	return { reason: 'internal', what: 'The tool failed', why, next: 'Please report this' };
}

function notAllowed(job: string): FreeholdError {
	return new FreeholdError('forbidden', {
		what: `The job '${job}' was not run`,
		why: 'these tools may only read',
		next: 'Run it in the editor or with freehold run, or start the server with: freehold mcp --allow-run',
	});
}
