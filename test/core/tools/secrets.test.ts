/** No secret is in any result: canaries are planted wherever one could come along. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import { secretValues } from '../../../src/core/tools/secretValues.ts';
import { store, tools } from './toolRig.ts';

const canary = 'canary-6f1d2c9b7a';
const env = { ...process.env, FREEHOLD_MLS_TOKEN: canary, FREEHOLD_AGENCY_CLIENT_SECRET: `${canary}-2` };

test('secrets of the environment are known by their names', () => {
	expect(secretValues({ ...env, FREEHOLD_AGENCY_CUSTOMER: 'SBOX', FREEHOLD_STATE: '/s', TOKEN: 'other' })).toEqual([
		canary,
		`${canary}-2`,
	]);
});

test('a secret that a row, a column, a failure or a model itself quotes is masked', async () => {
	const { project, call } = tools({
		secrets: () => secretValues(env),
		runJob: () => {
			const why = `the vendor said: no such key ${canary}`;
			return Promise.reject(new FreeholdError('credentials', { what: 'mls refused', why, next: 'Renew it' }));
		},
	});
	store(project, 'mls', 'Property', [{ Key: canary, [`Column ${canary}`]: `${canary}-2` }]);
	const results = await Promise.all([
		call('list_datasets'),
		call('query_replica', { connection: 'mls', sql: 'SELECT * FROM "Property"' }),
		call('query_replica', { connection: 'mls', sql: `SELECT "${canary}".x` }),
		call('query_replica', { connection: canary, sql: 'SELECT 1' }),
		call('explain_filter', { filters: [`metadata.key $eq '${canary}'`] }),
		call('run_job', { job: 'listings' }),
		call(canary),
	]);
	for (const { text } of results) {
		expect(text).toContain('***');
		expect(text).not.toContain('canary');
	}
	expect(results[1].said.rows[0]!).toEqual(expect.arrayContaining(['***', '***']));
});

test('of a connection only its name and vendor are told', async () => {
	const yaml = `version: 1
connections:
  mls: { source: spark, keyType: idx, baseUrl: "https://${canary}.example" }
`;
	const { text } = await tools({ yaml }).call('list_datasets');
	expect(text).toContain('"mls"');
	expect(text).not.toContain('canary');
});
