/** When a declared export is due, by the files that it leaves behind. */
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportTiming } from '../../../src/core/jobs/exportTiming.ts';
import { lastResult } from '../../../src/core/jobs/timing.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { ExportJob, Project } from '../../../src/core/project/project.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const HOUR_MS = 3_600_000;

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'freehold-exports-'));
	await mkdir(join(folder, 'data', 'exports'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, hoursAgo: number): Promise<void> {
	const file = join(folder, 'data', 'exports', name);
	const at = new Date(NOW - hoursAgo * HOUR_MS);
	await writeFile(file, '');
	await utimes(file, at, at);
}

function projectOf(job: string): { readonly project: Project; readonly job: ExportJob } {
	const text = `version: 1
data: data
connections:
  mls: { source: spark, keyType: idx, replication: true }
  mls-2: { source: spark, keyType: idx, replication: true }
  prague: { source: realpad, multipleInquiries: false }
jobs: { takeout: ${job} }
`;
	const { project, problems } = parseProject(text, folder);
	const found = project?.jobs.get('takeout');
	if (project === undefined || found?.kind !== 'export') throw new Error(JSON.stringify(problems));
	return { project, job: found };
}

async function timing(text: string): Promise<readonly [isDue: boolean, nextInHours: number | undefined]> {
	const { project, job } = projectOf(text);
	const { isDue, nextAt } = await exportTiming(project, job, NOW);
	return [isDue, nextAt === undefined ? undefined : (nextAt - NOW) / HOUR_MS];
}

test('the oldest of the files tells; one that is missing makes it due', async () => {
	const job = '{ export: [mls/Property, mls/Member], format: csv, every: 24h }';
	await written('mls-Property.csv', 1);
	expect(await timing(job)).toEqual([true, undefined]);
	await written('mls-Member.csv', 20);
	expect(await timing(job)).toEqual([false, 4]);
	await written('mls-Member.csv', 25);
	expect(await timing(job)).toEqual([true, -1]);
});

test('of a whole connection the newest tells, whatever else lies there', async () => {
	const job = '{ export: mls/*, format: csv, every: 24h }';
	expect(await timing(job)).toEqual([true, undefined]);
	await written('mls-2-Property.csv', 1);
	await written('mls-Property.json', 1);
	expect(await timing(job)).toEqual([true, undefined]);
	await written('mls-Property.csv', 20);
	await written('mls-Gone.csv', 900);
	expect(await timing(job)).toEqual([false, 4]);
});

test('an export without a schedule is never due, and its last result is still told', async () => {
	const text = '{ export: mls/Property, format: csv }';
	await written('mls-Property.csv', 2);
	expect(await timing(text)).toEqual([false, undefined]);
	const { project, job } = projectOf(text);
	expect(await lastResult(project, job, () => undefined)).toEqual({
		...{ at: NOW - 2 * HOUR_MS, outcome: 'done', error: undefined, dataset: undefined },
	});
});

test('a vendor\u2019s file that came in parts is as old as its oldest part', async () => {
	const job = '{ export: prague/products, format: xlsx, every: 24h }';
	await written('prague-products-7.xlsx', 3);
	await written('prague-products-12.xlsx', 5);
	expect(await timing(job)).toEqual([false, 19]);
});
