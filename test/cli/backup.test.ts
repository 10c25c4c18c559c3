/** `freehold backup` on Realpad's sandbox: files, manifest, checks, lies, refusals and exit codes. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { RealpadSandboxOptions } from '../../src/sandbox/realpad/options.ts';
import type { RealpadSandbox } from '../../src/sandbox/realpad/realpadSandbox.ts';
import { freehold as run } from './fakeTerminal.ts';
import type { Ran } from './fakeTerminal.ts';

interface Prague {
	readonly realpad: RealpadSandbox;
	readonly freehold: (...args: readonly string[]) => Promise<Ran>;
	readonly folder: string;
	readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

async function prague(options: RealpadSandboxOptions): Promise<Prague> {
	const cwd = await mkdtemp(join(tmpdir(), 'freehold-files-'));
	const sandbox = await startSandbox({ scale: 0.02, realpad: { fileBytes: { min: 100, max: 3_000 }, ...options } });
	onTestFinished(async () => {
		await sandbox.close();
		await rm(cwd, { recursive: true, force: true });
	});
	const { realpad } = sandbox;
	const yaml = `version: 1\nconnections:\n  prague: { source: realpad, baseUrl: "${realpad.origin}" }\n`;
	await writeFile(join(cwd, 'freehold.yaml'), yaml);
	const env = {
		FREEHOLD_PRAGUE_LOGIN: 'takeout',
		FREEHOLD_PRAGUE_PASSWORD: 'sandbox-takeout',
		FREEHOLD_STATE: join(cwd, '.state'),
	};
	const freehold = (...args: readonly string[]): Promise<Ran> => run(args, { cwd, env });
	return {
		realpad,
		freehold,
		folder: join(cwd, 'data', 'files', 'prague'),
		query: async (sql) => {
			const { out, code, err } = await freehold('query', 'prague', sql, '--format', 'ndjson');
			expect(code, err).toBe(0);
			return out
				.split('\n')
				.filter(Boolean)
				.map((line) => JSON.parse(line) as Record<string, unknown>);
		},
	};
}

test.each(['crc', 'checksum'] as const)(
	'500 files with a %s are backed up; the second run fetches only what is new',
	async (checksums) => {
		const { realpad, freehold, folder, query } = await prague({ checksums });
		const first = await freehold('backup', 'prague');
		expect(first.code, first.err).toBe(0);
		expect(first.err).toContain('✓ prague/_files');
		const rows = await query("SELECT uid, path, size FROM _files WHERE state = 'stored'");
		expect(rows).toHaveLength(500);
		for (const { uid, path } of rows) {
			expect(Buffer.compare(await readFile(join(folder, String(path))), realpad.fileBytes(String(uid)))).toBe(0);
		}
		const added = realpad.addFiles(3);
		realpad.removeFiles(2);
		realpad.clearRequests();
		const second = await freehold('backup', 'prague', '--json');
		expect(second.code, second.err).toBe(0);
		expect(realpad.requests.map(({ path }) => path).sort()).toEqual(
			['/ws/v10/list-resources', ...added.map((uid) => `/resource/${uid}`)].sort(),
		);
		expect(second.lines.at(-1)).toMatchObject({ type: 'result', outcome: 'done', failureCount: 0 });
		expect(await query('SELECT count(*) AS gone FROM _files WHERE gone_at IS NOT NULL')).toEqual([{ gone: 2 }]);
	},
);

test('a check finds damage, mends it and says so', async () => {
	const { freehold, folder, query } = await prague({ files: 20 });
	await freehold('backup', 'prague');
	const [{ path = '' } = {}] = await query('SELECT path FROM _files LIMIT 1');
	await writeFile(join(folder, String(path)), 'damaged');
	const check = await freehold('backup', 'prague', '--verify');
	expect(check.code, check.err).toBe(0);
	expect(check.err).toContain('1 damaged file mended');
	const part = await freehold('backup', 'prague', '--subset', '1/2', '--json');
	expect(part.code).toBe(0);
	expect((await freehold('backup', 'prague', '--subset', '3/2')).code).toBe(2);
});

test('wrong checksums and sizes are told with exit code 3, and the rest is stored', async () => {
	const { realpad, freehold, folder, query } = await prague({ files: 30 });
	const uids = [...realpad.files()].map(({ uid }) => uid);
	realpad.misdeclareFiles([uids[0]!], 'crc');
	realpad.misdeclareFiles([uids[1]!], 'hugeSize');
	realpad.misdeclareFiles([uids[2]!], 'size');
	const ran = await freehold('backup', 'prague');
	expect(ran.code).toBe(3);
	expect(ran.err).toContain(uids[0]!);
	const states = await query("SELECT uid, state FROM _files WHERE state <> 'stored'");
	expect(new Map(states.map(({ uid, state }) => [uid, state]))).toEqual(
		new Map([
			[uids[0], 'quarantined'],
			[uids[1], 'refused'],
			[uids[2], 'quarantined'],
		]),
	);
	expect(await readdir(join(folder, '.quarantine'))).toContain(uids[0]);
});

test('hostile names and uids do no harm', async () => {
	const { freehold, folder, query } = await prague({ files: 60, hostileNames: true });
	const ran = await freehold('backup', 'prague');
	expect(ran.code, 'uids that are none are refused').toBe(3);
	expect(ran.err).toContain('was refused');
	const rows = await query("SELECT path FROM _files WHERE state = 'stored'");
	expect(rows.length).toBeGreaterThan(40);
	for (const { path } of rows) expect(String(path)).toMatch(/^[a-z0-9]+\/[^/\\]+$/);
	expect(await readdir(join(folder, '..'))).toEqual(['prague']);
});

test('a refused list is told with what to do', async () => {
	const { realpad, freehold } = await prague({ files: 1 });
	realpad.setConsent('takeout', false);
	const ran = await freehold('backup', 'prague');
	expect(ran.code).toBe(1);
	expect(ran.err).toContain('consent');
});
