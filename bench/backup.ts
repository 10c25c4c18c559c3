/**
 * A first back-up of 10,000 files of 50 KB against the same concurrent downloads with the same durability and no checking.
 * `npm run bench backup [FILES [BYTES [ROUNDS]]]`. Server and each run have a process of their own; both runs are bundled, as
 * what is published is.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import type { Measurement } from './measure.ts';

const [files = 10_000, bytes = 50_000, rounds = 3] = process.argv.slice(2).map(Number);
const script = (name: string): string => fileURLToPath(new URL(`backup/${name}`, import.meta.url));
const quiet = '--disable-warning=ExperimentalWarning';

const server = spawn(process.execPath, [script('fileServer.ts'), String(files), String(bytes)], {
	stdio: ['ignore', 'pipe', 'inherit'],
});
const [printed] = (await once(server.stdout, 'data')) as [Buffer];
const origin = printed.toString().trim();
const root = mkdtempSync(join(tmpdir(), 'freehold-bench-'));
const source = (path: string): URL => new URL(path, import.meta.url);
await bundle(
	[
		source('backup/run.ts'),
		source('../src/core/replica/storeWorker.ts'),
		source('../src/core/sources/realpad/resources/resourceWorker.ts'),
	],
	root,
);

function run(kind: 'plain' | 'ours'): Measurement {
	const folder = mkdtempSync(join(root, kind));
	const told = execFileSync(process.execPath, [quiet, join(root, 'run.mjs'), kind, origin, folder], {
		encoding: 'utf8',
	});
	rmSync(folder, { recursive: true, force: true });
	return JSON.parse(told) as Measurement;
}

const line = (name: string, { wallMs, cpuMs, peakRssMb, loopP99Ms, records }: Measurement): string =>
	[
		name.padEnd(10),
		`${((records / wallMs) * 1000).toFixed(0).padStart(6)} files/s`,
		`${(wallMs / 1000).toFixed(2).padStart(7)} s`,
		`${(cpuMs / 1000).toFixed(2).padStart(7)} CPU-s`,
		`${peakRssMb.toFixed(0).padStart(5)} MB`,
		`loop p99 ${loopP99Ms.toFixed(1).padStart(5)} ms`,
	].join('  ');

try {
	const ratios: number[] = [];
	for (let round = 0; round < rounds; round++) {
		// Taken in turns, because a shared disk has its moods.
		const before = run('plain');
		const ours = run('ours');
		console.log(`${line('plain', before)}\n${line('ours', ours)}`);
		if (ours.records !== files) throw new Error(`${ours.records} of ${files} files were stored`);
		ratios.push(before.wallMs / ours.wallMs);
	}
	ratios.sort((a, b) => a - b);
	const median = ratios[Math.floor(ratios.length / 2)] ?? 0;
	console.log(`throughput: ${(median * 100).toFixed(0)} % of the baseline (median of ${rounds}; target 70 %)`);
} finally {
	server.kill();
	rmSync(root, { recursive: true, force: true });
}
