/** What is remembered of runs that failed: by connection for the welcome texts, by job for the Jobs view. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { Reason } from '../../../src/core/errors.ts';
import { RunFailures } from '../../../src/vscode/jobs/runFailures.ts';
import type { RunEnd } from '../../../src/vscode/jobs/runInProgress.ts';

const folder = 'file:///work';
const refs = ['mls', 'prague'].map((connection) => ({ folder, connection }));
const job = { request: { kind: 'job', folder, job: 'sales' }, connections: ['prague'] } as const;

function error(reason: Reason): FreeholdError {
	return new FreeholdError(reason, { what: 'projects was refused', why: 'the login was refused', next: 'Set it' });
}

function end(changed: Partial<RunEnd>): RunEnd {
	return { results: [], files: [], error: undefined, isCancelled: false, ...changed };
}

function failing(reason: Reason): RunEnd {
	const result = { connection: 'prague', dataset: 'projects', runs: [], held: undefined, error: error(reason) };
	return end({ results: [result] });
}

test('a job that failed before anything was stored has failed, and says why; a later success takes that back', () => {
	const failures = new RunFailures();
	failures.note(job, failing('credentials'), 5);
	expect(failures.ofJob(folder, 'sales')).toEqual({
		...{ at: 5, outcome: 'failed', dataset: 'prague/projects' },
		error: 'projects was refused: the login was refused',
	});
	failures.note(job, failing('suspended'), 6);
	expect(failures.ofJob(folder, 'sales')).toMatchObject({ at: 6, outcome: 'suspended' });
	failures.note(job, end({ isCancelled: true }), 7);
	expect(failures.ofJob(folder, 'sales')?.at).toBe(6);
	failures.note(job, end({}), 8);
	expect(failures.ofJob(folder, 'sales')).toBeUndefined();
});

test('one connection that failed hides no other; all of them unreachable is offline', () => {
	const failures = new RunFailures();
	failures.note(job, failing('network'), 1);
	expect(failures.ofAll(refs)).toBeUndefined();
	expect(failures.ofAll(refs.slice(1))).toBe('offline');
	const all = { request: { ...job.request, job: 'all' }, connections: ['mls', 'prague'] } as const;
	failures.note(all, end({ error: error('timeout') }), 2);
	expect(failures.ofAll(refs)).toBe('offline');
	failures.note(job, failing('credentials'), 3);
	expect(failures.ofAll(refs)).toBe('error');
	expect(failures.ofAll([])).toBeUndefined();
});
