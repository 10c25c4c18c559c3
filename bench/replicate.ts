/**
 * Replication: 200,000 listings in pages of 1,000, from a server in its own process.
 *
 *   npm run bench -- replicate [--listings 200000] [--rounds 3]
 *   npm run bench -- replicate --listings 1000000 --rounds 1 --memory    (the initial download alone: is memory flat?)
 *
 * Every variant runs in a process of its own and is bundled, as what is published is; rounds are interleaved, medians are shown; ratios are against (b) and (c)
 * of the same run, because machines are noisy.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { Measurement } from './measure.ts';
import type { ServerOrder, ServerReady } from './replicate/server.ts';
import type { Variant } from './replicate/variant.ts';

const { values } = parseArgs({
	options: {
		listings: { type: 'string', default: '200000' },
		rounds: { type: 'string', default: '3' },
		memory: { type: 'boolean', default: false },
	},
});
const listings = Number(values.listings);
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-'));
await bundle();
const server = fork(new URL('replicate/server.ts', import.meta.url), [String(listings)]);
try {
	const [ready] = (await once(server, 'message')) as [ServerReady];
	if (values.memory) {
		const { wallMs, peakRssMb } = await run('initial', ready.origin, ready.token, fileOf('initial'));
		console.log(
			`${listings.toLocaleString('en')} listings: ${(wallMs / 1000).toFixed(1)} s, peak ${peakRssMb.toFixed(0)} MB`,
		);
	} else {
		const measured = await fullDownloads(ready);
		print(measured, await laterRuns(ready));
	}
} finally {
	server.kill();
	rmSync(folder, { recursive: true, force: true });
}

type Measured = Record<'drain' | 'parse' | 'script' | 'initial', Measurement[]>;
type Later = Record<'update' | 'purge', Measurement[]>;

async function fullDownloads(ready: ServerReady): Promise<Measured> {
	const measured: Measured = { drain: [], parse: [], script: [], initial: [] };
	// The first walk of all makes the server prepare its pages, so it does not count.
	await run('drain', ready.origin, ready.token, '');
	for (let round = 0; round < rounds; round++) {
		for (const variant of ['drain', 'parse', 'script', 'initial'] as const) {
			removeReplicas(variant);
			measured[variant].push(await run(variant, ready.origin, ready.token, fileOf(variant)));
		}
	}
	return measured;
}

/** Each measured run is rehearsed on a copy first, so that the server knows the pages it will be asked for. */
async function laterRuns({ rememberedOrigin, token }: ServerReady): Promise<Later> {
	const later: Later = { update: [], purge: [] };
	const orders = { update: { edit: listings / 10 }, purge: { remove: listings / 100 } } as const;
	let base = fileOf('initial');
	for (const variant of ['update', 'purge'] as const) {
		await tell(server, orders[variant]);
		await run(variant, rememberedOrigin, token, copyOf(base, 'rehearsal'));
		for (let round = 0; round < rounds; round++) {
			const file = copyOf(base, variant);
			later[variant].push(await run(variant, rememberedOrigin, token, file));
		}
		base = fileOf(variant);
	}
	return later;
}

async function bundle(): Promise<void> {
	const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
	await build({
		entryPoints: [source('replicate/variant.ts'), source('../src/core/replica/storeWorker.ts')],
		...{ outdir: folder, entryNames: '[name]', bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' },
		outExtension: { '.js': '.mjs' },
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
	});
}

async function run(variant: Variant, origin: string, token: string, file: string): Promise<Measurement> {
	const child = fork(join(folder, 'variant.mjs'), [variant, origin, token, file], {
		execArgv: ['--disable-warning=ExperimentalWarning'],
	});
	const [[measurement]] = (await Promise.all([once(child, 'message'), once(child, 'exit')])) as [
		[Measurement],
		unknown,
	];
	return measurement;
}

async function tell(process: ChildProcess, order: ServerOrder): Promise<void> {
	process.send(order);
	await once(process, 'message');
}

function fileOf(name: string): string {
	return join(folder, `${name}.sqlite`);
}

function removeReplicas(name: string): void {
	for (const suffix of ['', '-wal', '-shm', '-journal', '.lock']) rmSync(fileOf(name) + suffix, { force: true });
}

function copyOf(base: string, name: string): string {
	removeReplicas(name);
	cpSync(base, fileOf(name));
	return fileOf(name);
}

function print(measured: Measured, later: Later): void {
	const b = median(measured.parse, 'wallMs');
	const c = median(measured.script, 'wallMs');
	const d = median(measured.initial, 'wallMs');
	const rows: (readonly [string, readonly Measurement[]])[] = [
		['(a) drain', measured.drain],
		['(b) drain + JSON.parse', measured.parse],
		['(c) the usual script', measured.script],
		['(d) Freehold, with history', measured.initial],
		[`    update, ${String(listings / 10)} changed`, later.update],
		[`    purge, ${String(listings / 100)} gone`, later.purge],
	];
	console.log(`\n${listings.toLocaleString('en')} listings, pages of 1,000, medians of ${rounds}\n`);
	console.log('| | wall s | CPU s | records/s | peak MB | loop p99 ms | × (b) | × (c) | × (d) |');
	console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
	for (const [name, runs] of rows) {
		const wall = median(runs, 'wallMs');
		const records = name.startsWith('(') ? listings : median(runs, 'records');
		const ratios = [b, c, d].map((base) => (wall / base).toFixed(2));
		console.log(
			`| ${name} | ${(wall / 1000).toFixed(2)} | ${(median(runs, 'cpuMs') / 1000).toFixed(2)} | ` +
				`${Math.round(records / (wall / 1000)).toLocaleString('en')} | ${median(runs, 'peakRssMb').toFixed(0)} | ` +
				`${median(runs, 'loopP99Ms').toFixed(1)} | ${ratios.join(' | ')} |`,
		);
	}
	console.log(`\nReplica: ${(statSync(fileOf('initial')).size / 1e6).toFixed(0)} MB`);
}

function median(runs: readonly Measurement[], name: keyof Measurement): number {
	const sorted = runs.map((run) => run[name]).sort((x, y) => x - y);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}
