/**
 * How long the editor's extension host is held while 200,000 listings replicate in it, with the views open, beside the
 * same host doing nothing of ours.
 *
 *   npm run bench -- eventLoop [--listings 200000] [--rounds 3] [--leg newest]
 *
 * VS Code, the browser that shows it and the vendor's server are processes of their own on the same machine.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { bundleForHost, runInHost } from '../test/vscode-tools/extensionHost.ts';
import { LEGS, installTools } from '../test/vscode-tools/tools.ts';
import type { LoopMeasurement } from './editor/replicateInHost.ts';
import { columns } from './replicate/columns.ts';
import { drain } from './replicate/drain.ts';
import type { ServerReady } from './replicate/server.ts';

const { values } = parseArgs({
	options: {
		listings: { type: 'string', default: '200000' },
		rounds: { type: 'string', default: '3' },
		leg: { type: 'string', default: 'newest' },
	},
});
const leg = LEGS.find((one) => one === values.leg) ?? 'newest';
const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-'));
const server = fork(new URL('replicate/server.ts', import.meta.url), [values.listings]);
try {
	const [{ origin, token }] = (await once(server, 'message')) as [ServerReady];
	// The first walk of all makes the server prepare its pages, so it does not count.
	const walk = `${origin}/Version/3/Reso/OData/Property?$top=1000&$count=true&$select=${columns.join(',')}`;
	await drain(walk, token);
	const bundle = join(folder, 'work.cjs');
	await bundleForHost(fileURLToPath(new URL('editor/replicateInHost.ts', import.meta.url)), bundle);
	console.log('| | wall s | records/s | p50 ms | p99 ms | longest ms |');
	console.log('| --- | --- | --- | --- | --- | --- |');
	for (let round = 0; round < Number(values.rounds); round++) {
		for (const measurement of await inHost(`round-${round}`, bundle, origin, token)) print(measurement);
	}
} finally {
	server.kill();
	rmSync(folder, { recursive: true, force: true });
}

async function inHost(
	name: string,
	bundle: string,
	origin: string,
	token: string,
): Promise<readonly LoopMeasurement[]> {
	const workspace = join(folder, name);
	mkdirSync(workspace);
	const mls = { source: 'spark', keyType: 'private', replication: true, baseUrl: origin };
	const connections = { mls: { ...mls, select: { Property: columns } } };
	// As the other benchmarks have it: without the relations, which would be several times as many rows.
	const jobs = { listings: { replicate: ['mls/Property'], expand: [] } };
	writeFileSync(join(workspace, 'freehold.yaml'), stringify({ version: 1, data: 'data', connections, jobs }));
	const results = join(folder, `${name}.json`);
	const env = { BENCH_RESULTS: results, FREEHOLD_MLS_TOKEN: token };
	const problem = await runInHost(installTools(), leg, { workspace, bundle, env, limitMs: 600_000 });
	if (problem !== undefined) throw new Error(problem);
	return JSON.parse(readFileSync(results, 'utf8')) as readonly LoopMeasurement[];
}

function print({ name, wallMs, records, p50Ms, p99Ms, longestMs }: LoopMeasurement): void {
	const rate = records === 0 ? '' : Math.round((records / wallMs) * 1000).toLocaleString('en');
	const delays = [p50Ms, p99Ms, longestMs].map((ms) => ms.toFixed(1)).join(' | ');
	console.log(`| ${name} | ${(wallMs / 1000).toFixed(1)} | ${rate} | ${delays} |`);
}
