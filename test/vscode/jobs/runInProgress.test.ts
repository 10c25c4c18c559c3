/** What a run in progress shows while its events come in. */
import { expect, test } from 'vitest';
import { RunInProgress } from '../../../src/vscode/jobs/runInProgress.ts';

const where = { connection: 'mls', dataset: 'Property' };

function started(): RunInProgress {
	const request = { kind: 'job', folder: 'file:///work', job: 'listings' } as const;
	const run = new RunInProgress({ id: '1', request, connections: ['mls'], startedAt: 0, tell: () => undefined });
	run.onEvent({ ...where, type: 'start', phase: 'initial', run: 1, isResumed: false });
	return run;
}

function progress(done: number): Parameters<RunInProgress['onEvent']>[0] {
	const amounts = { done, total: 600, rate: 10, requests: 2, bytes: 0, counts: {} };
	return { ...where, type: 'progress', phase: 'initial', ...amounts };
}

test('a wait stays shown while pages from before it are stored', () => {
	const run = started();
	const until = Date.now() + 60_000;
	run.onWait('mls', until, 'Spark wants a pause');
	run.onEvent(progress(25));
	expect(run.current).toMatchObject({ done: 25, waitingUntil: until, waitingFor: 'Spark wants a pause' });
});

test('a wait that is over is not shown with the next page', () => {
	const run = started();
	run.onWait('mls', Date.now() - 1, 'Spark wants a pause');
	run.onEvent(progress(50));
	expect(run.current).toMatchObject({ done: 50, waitingUntil: undefined, waitingFor: undefined });
});
