/** Two hundred connections, jobs and datasets: everything is within reach, and only what is in sight is drawn. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Feed, dataset } from '../core/replica/replicaFixture.ts';
import { barriers } from './barriers.ts';
import { openWindow } from './window.ts';

const MANY = 200;
const names = Array.from({ length: MANY }, (_, nth) => String(nth).padStart(3, '0'));

function prepare(workspace: string): void {
	const connections = names.map((name) => `  c${name}: { source: spark, keyType: idx }`);
	const jobs = names.map((name) => `  job${name}: { replicate: c${name}/Property, every: 1d }`);
	writeFileSync(
		join(workspace, 'freehold.yaml'),
		['version: 1', 'connections:', ...connections, 'jobs:', ...jobs, ''].join('\n'),
	);
	mkdirSync(join(workspace, 'data'));
	const feed = new Feed(join(workspace, 'data', 'c000.sqlite'));
	for (const name of names) feed.run(dataset(`Dataset${name}`), [{ Key: 'a' }, { Key: 'b' }], 'initial');
	feed.close();
}

test('two hundred of each', async () => {
	await using window = await openWindow({ prepare });
	const { workbench } = window;
	const { keyboard } = workbench.page;
	const sources = workbench.view('Sources');
	const jobs = workbench.view('Jobs');
	await workbench.openContainer('Freehold');
	await sources.find('Dataset000, 2 rows', 60_000);
	expect((await sources.labels()).length).toBeLessThan(60);
	await sources.find('Dataset199, 2 rows');
	await sources.find('c199');
	await window.picture('many');

	await workbench.enter('Freehold: Show Jobs');
	await jobs.find('job000');
	await keyboard.press('End');
	await jobs.row('job199').and(workbench.page.locator('.focused')).waitFor();
	expect((await jobs.labels()).length).toBeLessThan(60);
	await workbench.enter('Freehold: Run Job…');
	await workbench.quickInput.fill('c150');
	await workbench.quickRow('job150').waitFor();
	await keyboard.press('Escape');
	expect(await barriers(workbench.page)).toEqual([]);
	expect(await workbench.notifications.count()).toBe(0);
});
