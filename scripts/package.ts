/** Makes the extension's package: bundles, then `dist/freehold.vsix`. Prints its size. */
import { spawnSync } from 'node:child_process';
import { renameSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const vsix = fileURLToPath(new URL('../dist/freehold.vsix', import.meta.url));

/** Everything is bundled, and the links of the README wait for a public home. */
const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

run('esbuild.mjs', 'extension');
/** Whole or not at all: tests may be using the one of before. */
const part = `${vsix}.part-${process.pid}`;
run('node_modules/@vscode/vsce/vsce', 'package', ...flags, '--out', part);
renameSync(part, vsix);
console.log(`${String(statSync(vsix).size).padStart(9)} B  dist/freehold.vsix`);

function run(script: string, ...args: readonly string[]): void {
	const { error, status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
	if (error !== undefined) throw error;
	if (status !== 0) process.exit(status ?? 1);
}
