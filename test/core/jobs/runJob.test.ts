/** Declared jobs of every kind, run in core as a face runs them: against the sandbox over HTTP. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FetchLike } from '../../../src/core/http/contract.ts';
import { MemoryBudget } from '../../../src/core/http/memoryBudget.ts';
import { undiciFetch } from '../../../src/core/http/undiciFetch.ts';
import { blockedDatasets } from '../../../src/core/jobs/countingUnits.ts';
import { runJob } from '../../../src/core/jobs/runJob.ts';
import type { JobOutside } from '../../../src/core/jobs/runJob.ts';
import type { Secrets } from '../../../src/core/outside.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { ReplicaReader } from '../../../src/core/replica/reader.ts';
import { systemClock, systemRandom } from '../../../src/core/systemOutside.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';

const workerUrl = new URL('../../../src/core/replica/storeWorker.ts', import.meta.url);

let sandbox: Sandbox;
let folder: string;
let project: Project;
let engine: { readonly fetch: FetchLike; close(): Promise<void> };
let secrets: Secrets;
const budget = new MemoryBudget();

beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.1 });
	folder = mkdtempSync(join(tmpdir(), 'freehold-jobs-'));
	engine = undiciFetch({ env: {}, extraCa: undefined });
	const { spark, realpad } = sandbox;
	const text = `version: 1
connections:
  mls: { source: spark, keyType: private, replication: true, baseUrl: "${spark.origins.replication}" }
  prague: { source: realpad, baseUrl: "${realpad.origin}" }
jobs:
  listings: { replicate: [mls/Member, mls/Nothing] }
  table: { export: mls/Office, format: csv }
  takeout: { export: [prague/projects, prague/products], format: xlsx }
  files: { backup: prague }
`;
	const parsed = parseProject(text, folder);
	if (parsed.project === undefined) throw new Error(JSON.stringify(parsed.problems));
	project = parsed.project;
	const user = realpad.users.find(({ login }) => login === 'takeout-en');
	const values: Readonly<Record<string, string | undefined>> = {
		token: spark.tokens.private.replication,
		login: user?.login,
		password: user?.password,
	};
	secrets = { get: (field) => Promise.resolve(values[field]) };
});

afterAll(async () => {
	await engine.close();
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true });
});

function outside(more: Partial<JobOutside> = {}): JobOutside {
	return {
		outsideOf: () => ({
			...{ fetch: engine.fetch, clock: systemClock(), random: systemRandom, budget, secrets, workerUrl },
			log: { write: () => undefined },
			maxWaitMs: 0,
		}),
		signal: new AbortController().signal,
		onEvent: () => undefined,
		...more,
	};
}

async function run(job: string, more: Partial<JobOutside> = {}): ReturnType<typeof runJob> {
	const declared = project.jobs.get(job);
	if (declared === undefined) throw new Error(`no job ${job}`);
	return runJob(project, declared, outside(more));
}

test('a job that names a dataset that does not exist says so before anything is read', async () => {
	await expect(run('listings')).rejects.toMatchObject({ reason: 'notFound' });
});

test('a face learns what exists as soon as the vendor has said so', async () => {
	const told: string[] = [];
	const listings = project.jobs.get('listings');
	if (listings?.kind !== 'replicate') throw new Error('no such job');
	const job = { ...listings, targets: ['mls/Member'] };
	const results = await runJob(
		project,
		job,
		outside({ onCatalogue: (_, all) => told.push(...all.map(({ id }) => id)) }),
	);
	expect(told).toContain('Property');
	expect(results).toMatchObject([{ connection: 'mls', dataset: 'Member', error: undefined }]);
	const reader = new ReplicaReader(join(project.dataFolder, 'mls.sqlite'));
	try {
		expect(reader.states().find(({ dataset }) => dataset === 'Member')?.rows).toBeGreaterThan(0);
	} finally {
		reader.close();
	}
});

test('exports land under <data>/exports, the vendor’s own files byte for byte', async () => {
	const files: string[] = [];
	await run('table', { onFile: ({ file }) => void files.push(file) });
	await run('takeout', { onFile: ({ file }) => void files.push(file) });
	const names = ['mls-Office.csv', 'prague-projects.xlsx', 'prague-products.xlsx'];
	expect(files).toEqual(names.map((name) => join(project.dataFolder, 'exports', name)));
	expect(readFileSync(files[0]!, 'utf8').split('\n').length).toBeGreaterThan(2);
	expect(readFileSync(files[1]!).subarray(0, 2).toString()).toBe('PK');
});

test('one export that is not allowed yet leaves the others their turn', async () => {
	const results = await run('takeout');
	expect(results.map(({ dataset, error }) => [dataset, error])).toEqual([
		['projects', expect.objectContaining({ reason: 'suspended' })],
		['products', expect.objectContaining({ reason: 'suspended' })],
	]);
});

test('the budget tells from when each of them is allowed again, and nothing where the key is not at hand', async () => {
	const prague = project.connections.get('prague')!;
	const now = Date.now();
	const blocked = await blockedDatasets(prague, secrets, budget, ['products', 'customers'], now);
	expect([...blocked.keys()]).toEqual(['products']);
	expect(blocked.get('products')).toBeGreaterThan(now);
	const nobody: Secrets = { get: () => Promise.resolve(undefined) };
	expect(await blockedDatasets(prague, nobody, budget, ['products'], now)).toEqual(new Map());
});

test('files are backed up into a folder of their connection', async () => {
	const [result] = await run('files');
	expect(result).toMatchObject({ connection: 'prague', dataset: '_files', error: undefined });
	expect(existsSync(join(project.dataFolder, 'files', 'prague'))).toBe(true);
});

test('a cancelled job rejects with the reason it was cancelled for', async () => {
	const abort = new AbortController();
	const reason = new Error('enough');
	abort.abort(reason);
	await expect(run('files', { signal: abort.signal })).rejects.toBe(reason);
});
