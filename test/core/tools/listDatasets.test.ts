/** `list_datasets`: what a model learns of the workspace before it asks. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../replica/replicaFixture.ts';
import { projectIn, store, tools } from './toolRig.ts';

test('connections come with their datasets, rows, keys, last runs, columns and types; jobs with their targets', async () => {
	const { project, call } = tools();
	store(project, 'mls', 'Property', [
		{ Key: 'A', Price: 5, City: 'Brno', IsNew: true },
		{ Key: 'B', Price: 7, City: 'Praha', IsNew: false },
	]);
	const { said } = await call('list_datasets');
	expect(said).toEqual({
		connections: [
			{
				connection: 'mls',
				source: 'spark',
				datasets: [
					{
						dataset: 'Property',
						rows: 2,
						key: ['Key'],
						lastRun: { run: 1, phase: 'initial', outcome: 'done', at: expect.stringMatching(/^\d{4}-.*Z$/) as unknown },
						columns: { Key: 'text', Price: 'integer', City: 'text', IsNew: 'boolean' },
						columnCount: 4,
					},
				],
			},
			{ connection: 'agency', source: 'reapit', datasets: [], note: 'Nothing was replicated yet.' },
		],
		jobs: [{ job: 'listings', kind: 'replicate', targets: ['mls/Property'] }],
	});
});

test('where there are too many columns they are left out, and one dataset shows its own', async () => {
	const { project, call } = tools();
	const names = Array.from({ length: 120 }, (_, nth) => `${'A long name '.repeat(20)}${nth}`);
	const wide = { Key: 'A', ...Object.fromEntries(names.map((name, nth) => [name, nth])) };
	for (const table of ['One', 'Two', 'Three']) store(project, 'mls', table, [wide]);
	const all = await call('list_datasets');
	expect(all.said.note).toMatch(/Columns are left out/);
	expect(all.said.connections[0]!.datasets).toHaveLength(3);
	expect(all.said.connections[0]!.datasets[0]!).not.toHaveProperty('columns');
	const one = await call('list_datasets', { connection: 'mls', dataset: 'Two' });
	expect(Object.keys(one.said.connections[0]!.datasets[0]!.columns)).toHaveLength(121);
	expect(Buffer.byteLength(one.text)).toBeLessThanOrEqual(65_536);
});

test('a name that is not there is answered with what to do', async () => {
	const { call } = tools();
	expect((await call('list_datasets', { connection: 'mls', dataset: 'Nothing' })).said.error.reason).toBe('notFound');
	expect((await call('list_datasets', { connection: 'mlss' })).said.error.next).toBe("Did you mean 'mls'?");
});

test('with several folders each connection says where it belongs, and one that stands in two must be told apart', async () => {
	const folder = temporaryFolder();
	const [north, south] = ['north', 'south'].map((name) => ({ folder: name, project: projectIn(join(folder, name)) }));
	const { call } = tools({ projects: () => Promise.resolve([north!, south!]) });
	store(south!.project, 'mls', 'Property', [{ Key: 'A' }]);
	const { said } = await call('list_datasets');
	expect(said.connections.map(({ folder: at }) => at)).toEqual(['north', 'north', 'south', 'south']);
	const query = { connection: 'mls', sql: 'SELECT count(*) FROM "Property"' };
	expect((await call('query_replica', query)).said.error.why).toBe('the folders north, south have one each');
	expect((await call('query_replica', { ...query, folder: 'south' })).said.rows).toEqual([[1]]);
});
