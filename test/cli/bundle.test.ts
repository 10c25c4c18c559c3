/** The published bundle runs: the command, its worker, and the demo's sandbox thread. */
import { execFile } from 'node:child_process';
import { readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { bundleOptions } from '../../esbuild.mjs';
import { withFolder } from './fakeTerminal.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

test('the bundle answers, runs the demo, and holds no source map', async () => {
	await withFolder(async (cwd) => {
		const outdir = join(cwd, 'dist');
		const { metafile } = await build({ ...bundleOptions(false), absWorkingDir: root, outdir });
		const freehold = (...args: string[]): ReturnType<typeof run> =>
			run(process.execPath, [join(outdir, 'cli.js'), ...args], { cwd });
		const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
		expect(await freehold('--version')).toEqual({ stdout: `${version}\n`, stderr: '' });
		expect((await freehold('demo', '--help')).stdout).toContain('Usage: freehold demo');
		const { stdout, stderr } = await freehold('demo', '--out', 'made');
		expect(stdout).toBe('');
		expect(stderr).toContain('npx freehold status --workspace made');
		expect((await freehold('status', '--workspace', 'made')).stdout).toContain('mls/Property');
		expect(Object.keys(metafile.outputs).filter((file) => file.endsWith('.map'))).toEqual([]);
		expect(await readFile(join(outdir, 'cli.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);

		// As npm installs it: through a link in `node_modules/.bin`.
		const link = join(cwd, 'freehold');
		await symlink(join(outdir, 'cli.js'), link);
		expect((await run(process.execPath, [link, '--version'], { cwd })).stdout).toBe(`${version}\n`);
		await rm(link);
	});
}, 180_000);
