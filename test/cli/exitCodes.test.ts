/** Exit codes tell a script what happened. */
import { expect, test } from 'vitest';
import { exitCodeOfError, exitCodeOfResults } from '../../src/cli/exitCodes.ts';
import { FreeholdError } from '../../src/core/errors.ts';
import type { Reason } from '../../src/core/errors.ts';
import type { DatasetResult } from '../../src/core/jobs/events.ts';
import type { RunOutcome } from '../../src/core/replica/contract.ts';
import { runRecord } from './runRecord.ts';

const failed = (reason: Reason): DatasetResult => ({ ...result('failed'), error: error(reason) });
const held: DatasetResult = {
	...result('held'),
	held: { run: 1, heldAt: 0, wouldDelete: 9, rows: 10, why: 'too many', isProven: true },
};

function result(outcome: RunOutcome): DatasetResult {
	return { connection: 'mls', dataset: 'Property', runs: [runRecord({ outcome })], held: undefined, error: undefined };
}

function error(reason: Reason): FreeholdError {
	return new FreeholdError(reason, { what: 'a', why: 'b', next: 'c' });
}

test.each([
	['usage', 2],
	['configuration', 2],
	['query', 2],
	['readOnly', 2],
	['credentials', 4],
	['suspended', 5],
	['network', 1],
	['diskFull', 1],
	['internal', 1],
] as const)('%s ends with %i', (reason, code) => {
	expect(exitCodeOfError(error(reason))).toBe(code);
});

test('an error that is not ours is a failure', () => {
	expect(exitCodeOfError(new TypeError('x'))).toBe(1);
	expect(exitCodeOfError(undefined)).toBe(1);
});

test.each([
	['all done', [result('done'), result('done')], 0],
	['nothing to do', [], 0],
	['gaps', [result('done'), result('gaps')], 3],
	['a held purge', [held, result('done')], 3],
	['one of two failed', [result('done'), failed('network')], 3],
	['all failed', [failed('network'), failed('timeout')], 1],
	['one suspended', [result('done'), failed('suspended')], 5],
	['credentials before suspension', [failed('suspended'), failed('credentials')], 4],
] as const)('%s', (_, results, code) => {
	expect(exitCodeOfResults(results)).toBe(code);
});
