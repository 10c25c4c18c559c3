/**
 * `kill -9` of the real command at random instants of an initial download of 20,000 listings: whatever was under way, the
 * next run completes, and its tables are those of a run that nobody disturbed.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FreeholdError } from '../../src/core/errors.ts';
import { ReplicaReader } from '../../src/core/replica/reader.ts';
import { SandboxClock } from '../../src/sandbox/clock.ts';
import { preparePages } from '../../src/sandbox/pages.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { digest } from '../support/tables.ts';
import { Workspace } from '../support/workspace.ts';

/** `FREEHOLD_KILLS=500` for a long night. */
const kills = Number(process.env.FREEHOLD_KILLS ?? 50);
/** Every so many runs read relations along: more tables, longer transactions. */
const expandedEvery = 10;
const pageSize = 1000;
const bare = ['--expand', ''];
const expanded = ['--expand', 'Room'];
const seed = Number(process.env.FREEHOLD_SEED ?? 20_261_122);

let sandbox: Sandbox;
beforeAll(async () => {
	const spark = { rateLimits: false, compression: 'none', variety: 1000 } as const;
	sandbox = await startSandbox({ scale: 10, clock: new SandboxClock({ isFrozen: true }), spark });
	const token = sandbox.spark.tokens.private.replication;
	for (const expand of ['', '&$expand=Room']) {
		const query = `$top=${pageSize}&$count=true${expand}`;
		preparePages(sandbox.spark, { path: '/Version/3/Reso/OData/Property', query, token });
	}
});
afterAll(() => sandbox.close());

const replicate = (expand: readonly string[]): readonly string[] => ['replicate', 'mls/Property', '--json', ...expand];

/** Even numbers from 0 to 1, the same for the same seed. */
function instants(count: number): readonly number[] {
	let state = seed % 2_147_483_647;
	return Array.from({ length: count }, () => {
		state = (state * 48_271) % 2_147_483_647;
		return state / 2_147_483_647;
	});
}

interface Undisturbed {
	readonly digest: string;
	/** Until the first page is stored, and until the end. */
	readonly firstMs: number;
	readonly totalMs: number;
}

async function undisturbed(expand: readonly string[]): Promise<Undisturbed> {
	const workspace = new Workspace(sandbox.spark, { replication: true });
	try {
		const started = performance.now();
		const running = workspace.start(replicate(expand));
		await running.line('"start"');
		const firstMs = performance.now() - started;
		const { code, err, ms } = await running.ended;
		expect({ code, err }).toMatchObject({ code: 0 });
		return { digest: digest(workspace.file), firstMs, totalMs: ms };
	} finally {
		workspace.remove();
	}
}

interface Killed {
	readonly wasKilled: boolean;
	/** Whether the next run went on behind pages that were stored. */
	readonly wasResumed: boolean;
	/** Listings that the killed run left. */
	readonly left: number;
	readonly digest: string;
}

async function killAndGoOn(workspace: Workspace, expand: readonly string[], afterMs: number): Promise<Killed> {
	const running = workspace.start(replicate(expand));
	const timer = setTimeout(() => running.child.kill('SIGKILL'), afterMs);
	const { code } = await running.ended;
	clearTimeout(timer);
	const left = storedListings(workspace.file);
	const next = await workspace.start(replicate(expand)).ended;
	expect(next.code, next.err).toBe(0);
	const wasResumed = next.out.includes('"isResumed":true');
	return { wasKilled: code === null, wasResumed, left, digest: digest(workspace.file) };
}

function storedListings(file: string): number {
	try {
		using reader = new ReplicaReader(file);
		return reader.states().find(({ dataset }) => dataset === 'Property')?.rows ?? 0;
	} catch (error) {
		// Killed before there was a file, or anything in it.
		if (FreeholdError.is(error, 'notFound')) return 0;
		throw error;
	}
}

test(
	`${kills} kills at random instants, and every next run ends with the same tables`,
	{ timeout: 900_000 },
	async () => {
		const plain = await undisturbed(bare);
		const more = await undisturbed(expanded);
		const outcomes: Killed[] = [];
		const waiting = [...instants(kills).entries()];
		const worker = async (): Promise<void> => {
			const workspace = new Workspace(sandbox.spark, { replication: true });
			try {
				for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
					const [number, share] = next;
					const [expand, usual] = number % expandedEvery === 0 ? [expanded, more] : [bare, plain];
					// Two run at a time, each slower than alone.
					const afterMs = usual.firstMs + share * (usual.totalMs - usual.firstMs) * 1.2;
					const killed = await killAndGoOn(workspace, expand, afterMs);
					outcomes.push(killed);
					const found = { seed, number, share, partOfPage: killed.left % pageSize, digest: killed.digest };
					expect(found).toEqual({ seed, number, share, partOfPage: 0, digest: usual.digest });
					rmSync(join(workspace.folder, 'data'), { recursive: true });
				}
			} finally {
				workspace.remove();
			}
		};
		await Promise.all([worker(), worker()]);
		expect(outcomes).toHaveLength(kills);
		// Or nothing was shown: the instants lay before the first page or after the end.
		expect(outcomes.filter(({ wasKilled, wasResumed }) => wasKilled && wasResumed).length).toBeGreaterThan(kills / 4);
	},
);
