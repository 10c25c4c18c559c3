/**
 * How long the editor waits for the extension: its activation, and the Sources view from the command that shows it to the
 * first painted dataset, of 200 that are stored. Each round has a VS Code of its own.
 *
 *   npm run bench -- activation [--datasets 200] [--rounds 5] [--leg newest]
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { openReplica } from '../src/core/replica/replica.ts';
import { bundleForHost, runInHost } from '../test/vscode-tools/extensionHost.ts';
import { LEGS, installTools } from '../test/vscode-tools/tools.ts';
import type { OpenMeasurement } from './editor/openInHost.ts';

const { values } = parseArgs({
	options: {
		datasets: { type: 'string', default: '200' },
		rounds: { type: 'string', default: '5' },
		leg: { type: 'string', default: 'newest' },
	},
});
const leg = LEGS.find((one) => one === values.leg) ?? 'newest';
const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-'));
/** For the window: tells when the frame with the first dataset is drawn. */
const watchFirstDataset = `
	const observer = new MutationObserver(() => {
		if (document.querySelector('.pane-body .monaco-list-row[aria-label^="Dataset0"]') === null) return;
		observer.disconnect();
		requestAnimationFrame(() => setTimeout(() => datasetPainted(performance.timeOrigin + performance.now())));
	});
	observer.observe(document, { childList: true, subtree: true, attributes: true });
`;
const traffic = { requests: 0, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 };
try {
	const bundle = join(folder, 'work.cjs');
	await bundleForHost(fileURLToPath(new URL('editor/openInHost.ts', import.meta.url)), bundle);
	const rounds: Round[] = [];
	for (let round = 0; round < Number(values.rounds); round++) {
		rounds.push(await inHost(`round-${round}`, bundle));
		console.log(rounds.at(-1));
	}
	const activation = median(rounds.map(({ activationMs }) => activationMs)).toFixed(1);
	const paint = median(rounds.map(({ paintMs }) => paintMs)).toFixed(0);
	console.log(`activation ${activation} ms (target 20), first paint of the tree ${paint} ms (target 150): medians`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}

interface Round {
	readonly activationMs: number;
	readonly paintMs: number;
}

async function inHost(name: string, bundle: string): Promise<Round> {
	const workspace = join(folder, name);
	mkdirSync(workspace);
	await writeReplica(join(workspace, 'data', 'mls.sqlite'));
	// A folder with a freehold.yaml would activate the extension by itself, unmeasured.
	const connections = { mls: { source: 'spark', keyType: 'private', replication: true } };
	writeFileSync(join(workspace, 'later.yaml'), stringify({ version: 1, data: 'data', connections }));
	const results = join(folder, `${name}.json`);
	let paintedAt: number | undefined;
	const onPage = async (page: Page): Promise<void> => {
		await page.exposeFunction('datasetPainted', (at: number) => (paintedAt ??= at));
		await page.addInitScript(watchFirstDataset);
	};
	const env = { BENCH_RESULTS: results };
	const problem = await runInHost(installTools(), leg, { workspace, bundle, env, limitMs: 120_000, onPage });
	if (problem !== undefined) throw new Error(problem);
	const { activationMs, shownAt } = JSON.parse(readFileSync(results, 'utf8')) as OpenMeasurement;
	if (paintedAt === undefined) throw new Error('No dataset was painted');
	return { activationMs, paintMs: paintedAt - shownAt };
}

async function writeReplica(file: string): Promise<void> {
	const workerUrl = new URL('../src/core/replica/storeWorker.ts', import.meta.url);
	const replica = await openReplica({ file, workerUrl });
	for (let nth = 0; nth < Number(values.datasets); nth++) {
		const id = `Dataset${String(nth).padStart(3, '0')}`;
		const key = ['Key'];
		const common = { columns: [], relations: [], notes: [], canSweep: true, fullReadFindsDeletions: false };
		const run = await replica.begin({ id, title: id, group: 'All', key, ...common }, 'initial', [], false, Date.now());
		const body = new TextEncoder().encode(JSON.stringify({ value: [{ Key: 'a' }, { Key: 'b' }] }));
		const page = await replica.decode(body, { dataset: id, key, rowsAt: ['value'], columns: [], relations: [] });
		await replica.apply({ run, page, checkpoint: null, traffic });
		await replica.finish({ run, outcome: 'done', watermark: 1, traffic, clearResume: true }, Date.now());
	}
	await replica.close();
}

function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}
