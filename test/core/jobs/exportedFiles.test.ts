/** Which files in the data folder an export has written. */
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportedFiles } from '../../../src/core/jobs/exportedFiles.ts';
import type { Project } from '../../../src/core/project/project.ts';
import type { Target } from '../../../src/core/project/targets.ts';
import { temporaryFolder } from '../replica/replicaFixture.ts';

const NAMES = [
	'prague-units.xlsx',
	'prague-units-12.xlsx',
	'prague-units-sold.csv',
	'prague-north-units.xlsx',
	'mls-Property.csv',
	// What only goes along with them.
	'mls-Property.csv.freehold.json',
	'.freehold-export-x',
];

function projectWith(names: readonly string[]): Project {
	const dataFolder = temporaryFolder();
	if (names.length > 0) mkdirSync(join(dataFolder, 'exports'));
	for (const [nth, name] of names.entries()) {
		const file = join(dataFolder, 'exports', name);
		writeFileSync(file, 'x');
		utimesSync(file, 1000 + nth, 1000 + nth);
	}
	const connections = new Map(['prague', 'prague-north', 'mls'].map((name) => [name, {}]));
	return { dataFolder, connections } as unknown as Project;
}

async function found(...targets: readonly Target[]): Promise<readonly string[]> {
	return (await exportedFiles(projectWith(NAMES), targets)).map(({ name }) => name);
}

test('all of them, the newest first', async () => {
	const files = await exportedFiles(projectWith(NAMES));
	expect(files.map(({ name }) => name)).toEqual(NAMES.slice(0, -2).toReversed());
	expect(files[0]).toMatchObject({ writtenAt: 1_004_000, bytes: 1 });
});

test('of a dataset with its parts, not of one whose name goes on', async () => {
	expect(await found({ connection: 'prague', dataset: 'units' })).toEqual([
		'prague-units-12.xlsx',
		'prague-units.xlsx',
	]);
});

test('of a connection, not of one whose name goes on', async () => {
	expect(await found({ connection: 'prague', dataset: undefined })).toEqual([
		'prague-units-sold.csv',
		'prague-units-12.xlsx',
		'prague-units.xlsx',
	]);
});

test('before the first export there are none', async () => {
	expect(await exportedFiles(projectWith([]))).toEqual([]);
});
