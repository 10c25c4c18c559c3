/** `run_job`: only where it is allowed, and with an end that says how each dataset fared. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { TOOLS } from '../../../src/core/tools/toolCatalogue.ts';
import type { JobOrder } from '../../../src/core/tools/toolHost.ts';
import { tools } from './toolRig.ts';

const refused = new FreeholdError('credentials', { what: 'mls refused', why: 'the key is old', next: 'Renew it' });
const where = { connection: 'mls', runs: [], held: undefined };

test('where tools may only read, no job is run', async () => {
	const { isError, said } = await tools().call('run_job', { job: 'listings' });
	expect(isError).toBe(true);
	expect(said.error).toMatchObject({ reason: 'forbidden', next: expect.stringContaining('--allow-run') as unknown });
});

test('a job is run by its name and its end is told, failures with what to do', async () => {
	const orders: JobOrder[] = [];
	const { call } = tools({
		runJob: (order) => {
			orders.push(order);
			const results = [
				{ ...where, dataset: 'Property', error: undefined },
				{ ...where, dataset: 'Member', error: refused },
			];
			return Promise.resolve({ results, files: [] });
		},
	});
	const { isError, said } = await call('run_job', { job: 'listings' });
	expect(orders.map(({ folder, job }) => [folder, job])).toEqual([['work', 'listings']]);
	expect(isError).toBe(false);
	expect(said).toMatchObject({
		outcome: 'partly done',
		datasets: [{ target: 'mls/Property' }, { target: 'mls/Member' }],
	});
	expect(said.datasets[1]!.error).toEqual({
		...{ reason: 'credentials', what: 'mls refused', why: 'the key is old', next: 'Renew it' },
	});
	expect((await call('run_job', { job: 'listing' })).said.error.next).toBe("Did you mean 'listings'?");
});

test('every tool but run_job reads only', () => {
	expect(TOOLS.filter(({ isReadOnly }) => !isReadOnly).map(({ name }) => name)).toEqual(['run_job']);
});
