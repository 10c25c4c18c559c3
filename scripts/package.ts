/** Makes the extension's package: bundles, then `dist/freehold.vsix`. Prints its size. */
import { spawnSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { builds } from '../esbuild.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const vsix = fileURLToPath(new URL('../dist/freehold.vsix', import.meta.url));

/** Everything is bundled, and the links of the README wait for a public home. */
const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

run('esbuild.mjs', 'extension');
/** Whole or not at all: tests may be using the one of before. */
const part = `${vsix}.part-${process.pid}`;
const ignoreFile = `${part}.ignore`;
const readme = `${part}.md`;
const ignore = readFileSync(join(root, '.vscodeignore'), 'utf8').replace('!README.md\n', '');
writeFileSync(ignoreFile, withoutOlderParts(ignore));
writeFileSync(readme, withoutPictures(readFileSync(join(root, 'README.md'), 'utf8')));
const own = ['--ignoreFile', ignoreFile, '--readme-path', relative(root, readme), '--out', part];
run('node_modules/@vscode/vsce/vsce', 'package', ...flags, ...own);
for (const file of [ignoreFile, readme]) rmSync(file);
renameSync(part, vsix);
console.log(`${String(statSync(vsix).size).padStart(9)} B  dist/freehold.vsix`);

/** They are not in the package, and the editor would show that they are missing. */
function withoutPictures(markdown: string): string {
	return markdown.replaceAll(/^!\[.*\]\(docs\/pictures\/.*\)\n\n?/gm, '');
}

/** Names what this build has made: parts of earlier ones stay in the folder, for windows that still load them. */
function withoutOlderParts(ignore: string): string {
	const made = builds
		.filter(({ name }) => name === 'extension')
		.flatMap(({ metafile }) => {
			const { outputs } = JSON.parse(readFileSync(join(root, metafile), 'utf8')) as Metafile;
			return Object.keys(outputs).map((file) => `!${file}`);
		});
	return ignore.replace('!dist/vscode/**', made.join('\n'));
}

function run(script: string, ...args: readonly string[]): void {
	const { error, status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
	if (error !== undefined) throw error;
	if (status !== 0) process.exit(status ?? 1);
}
