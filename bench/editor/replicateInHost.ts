/** Runs inside the extension host: replicates all listings by the extension's own command, and watches the event loop. */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { extension, folder, storedRows } from '../../test/host/workspace.ts';

export interface LoopMeasurement {
	readonly name: string;
	readonly wallMs: number;
	readonly records: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly longestMs: number;
}

const quietMs = 10_000;

export async function run(): Promise<void> {
	const file = process.env.BENCH_RESULTS;
	if (file === undefined) throw new Error('BENCH_RESULTS does not name the file for the results');
	await extension().activate();
	// What is seen is drawn again as the run goes on.
	await vscode.commands.executeCommand('freehold.jobs.focus');
	await vscode.commands.executeCommand('freehold.sources.focus');
	// The window is still coming up.
	await wait(quietMs);
	const quiet = await watched('nothing of ours', async () => {
		await wait(quietMs);
		return 0;
	});
	const replication = await watched('replication', async () => {
		const ref = { folder: vscode.Uri.file(folder()).toString(), job: 'listings' };
		const end = await vscode.commands.executeCommand<{ readonly error: unknown }>('freehold.run', ref);
		if (end.error !== undefined) throw end.error as Error;
		return storedRows('mls', 'Property');
	});
	if (replication.records === 0) throw new Error('Nothing was replicated');
	writeFileSync(file, JSON.stringify([quiet, replication]));
}

async function watched(name: string, work: () => Promise<number>): Promise<LoopMeasurement> {
	// A resolution of 1 ms adds at most that to each sample.
	const loop = monitorEventLoopDelay({ resolution: 1 });
	loop.enable();
	const startedAt = performance.now();
	const records = await work();
	const wallMs = performance.now() - startedAt;
	loop.disable();
	const [p50Ms, p99Ms, longestMs] = [loop.percentile(50), loop.percentile(99), loop.max].map((ns) => ns / 1e6);
	return { name, wallMs, records, p50Ms: p50Ms ?? 0, p99Ms: p99Ms ?? 0, longestMs: longestMs ?? 0 };
}

function wait(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
