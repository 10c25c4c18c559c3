/** `freehold scaffold`, as somebody new would use it: an integration with Realpad, whose own tests pass. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { freehold as run } from './fakeTerminal.ts';
import type { Ran } from './fakeTerminal.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const secrets = { FREEHOLD_PRAGUE_LOGIN: 'takeout', FREEHOLD_PRAGUE_PASSWORD: 'sandbox-takeout' };
let cwd: string;
let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ scale: 0.02, realpad: { files: 5 } });
	cwd = await mkdtemp(join(tmpdir(), 'freehold-scaffold-'));
	const project = `version: 1\nconnections:\n  prague: { source: realpad, baseUrl: "${sandbox.realpad.origin}" }\n`;
	await writeFile(join(cwd, 'freehold.yaml'), project);
});
afterAll(async () => {
	await sandbox.close();
	await rm(cwd, { recursive: true, force: true });
});

function freehold(...args: readonly string[]): Promise<Ran> {
	return run(args, { cwd, env: { ...secrets, FREEHOLD_STATE: join(cwd, '.state') } });
}

test('it asks for data first, then writes a project that works and holds no secret', async () => {
	const early = await freehold('scaffold', 'prague');
	expect(early.code).toBe(1);
	expect(early.err).toContain('freehold replicate prague');
	expect((await freehold('replicate', 'prague/products', 'prague/projects')).code).toBe(0);

	const written = await freehold('scaffold', 'prague');
	expect(written).toMatchObject({ code: 0 });
	const project = join(cwd, 'prague-integration');
	const files = written.out.trim().split('\n');
	expect(files).toContain('src/types/products.ts');
	for (const file of files) expect(await readFile(join(project, file), 'utf8')).not.toContain('sandbox-takeout');

	await symlink(join(root, 'node_modules'), join(project, 'node_modules'));
	sandbox.realpad.forgive();
	const options = { cwd: project, env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...secrets } };
	const types = await promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], options);
	expect(types.stdout).toBe('');
	const tests = await promisify(execFile)(process.execPath, ['--test', 'test/*.test.ts'], options);
	expect(tests.stdout).toMatch(/pass 1\n[^]*fail 0\n/);
});

test('a folder that holds something is left alone', async () => {
	await mkdir(join(cwd, 'full'));
	await writeFile(join(cwd, 'full', 'mine.txt'), 'mine');
	const refused = await freehold('scaffold', 'prague', '--output', 'full');
	expect(refused.code).toBe(2);
	expect(refused.err).toContain('is not empty');
});
