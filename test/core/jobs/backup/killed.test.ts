import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { backupRig, standingFiles } from './backupRig.ts';
import type { BackupRig } from './backupRig.ts';

const kills = 50;

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** @returns the victim's script, with its workers beside it */
async function bundleVictim(folder: string): Promise<string> {
	const core = '../../../../src/core/';
	await build({
		entryPoints: [
			source('victim.ts'),
			source(`${core}replica/storeWorker.ts`),
			source(`${core}sources/realpad/resources/resourceWorker.ts`),
		],
		...{ outdir: folder, entryNames: '[name]', bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' },
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
	});
	await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
	return join(folder, 'victim.js');
}

interface Victim {
	readonly child: ChildProcess;
	readonly ready: Promise<unknown>;
}

function spawnVictim(script: string, { server, folder, replica }: BackupRig): Victim {
	const child = fork(script, [server.origin, folder, replica], {
		execArgv: ['--disable-warning=ExperimentalWarning'],
		env: { ...process.env, NODE_COMPILE_CACHE: join(script, '..', 'cache') },
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	return { child, ready: once(child, 'message') };
}

test('killed 50 times at random instants, it never leaves half a file under a final name nor fetches one twice', async () => {
	const rig = await backupRig();
	const { server, folder } = rig;
	const script = await bundleVictim(join(rig.replica, '..', 'bundle'));
	server.delayMs = 1;
	const byShort = new Map<string, Buffer>();
	const addFiles = (count: number): void => {
		for (let number = 0; number < count; number++) {
			const file = server.add(`file ${number % 7}.bin`, randomBytes(randomInt(1, 9_000)));
			byShort.set(file.uid.slice(0, 8), file.content);
		}
	};
	addFiles(400);
	/** How often each file had been asked for when it was first seen under its final name. */
	const askedWhenSeen = new Map<string, number>();
	let midway = 0;
	let next = spawnVictim(script, rig);
	for (let kill = 0; kill < kills; kill++) {
		const { child, ready } = next;
		await ready;
		const exited = once(child, 'exit');
		const begun = once(child, 'message');
		child.send('go');
		// The next one loads its modules meanwhile.
		if (kill + 1 < kills) next = spawnVictim(script, rig);
		// Some before it fetches anything, most while it does.
		if (kill % 10 > 0) await Promise.race([begun, exited]);
		await new Promise((resolve) => setTimeout(resolve, randomInt(0, midway === 0 ? 600 : 200)));
		child.kill('SIGKILL');
		await exited;
		const standing = existsSync(folder) ? await standingFiles(folder) : new Map<string, Buffer>();
		for (const [path, content] of standing) {
			const uid = /\((.{8})\)/.exec(basename(path))?.[1] ?? '';
			expect(byShort.get(uid)?.equals(content), `${path} is whole`).toBe(true);
			askedWhenSeen.set(uid, askedWhenSeen.get(uid) ?? askedFor(rig, uid));
		}
		if (standing.size > 0 && standing.size < server.files.size) midway++;
		if (standing.size > server.files.size - 200) addFiles(200);
	}
	const result = await rig.run();
	expect(result).toMatchObject({ error: undefined, failureCount: 0 });
	for (const [uid, asked] of askedWhenSeen) expect(askedFor(rig, uid), `${uid} is not fetched again`).toBe(asked);
	expect(rig.query("SELECT count(*) AS stored FROM _files WHERE state = 'stored'")).toEqual([
		{ stored: server.files.size },
	]);
	const standing = await rig.standing();
	for (const { path, size } of rig.query('SELECT path, size FROM _files')) {
		expect(standing.get(String(path))?.length).toBe(size);
	}
	// Kills hit back-ups under way, not only those before their first file or after their last.
	expect(midway).toBeGreaterThan(0);
	expect(rig.query("SELECT count(*) AS runs FROM _runs WHERE outcome = 'running'")).toEqual([{ runs: 0 }]);
}, 300_000);

function askedFor({ server }: BackupRig, short: string): number {
	return [...server.asked].find(([uid]) => uid.startsWith(short))?.[1] ?? 0;
}
