/** What is bundled: its size in bytes, and what must never be in it. The packages: what they hold, file by file. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extensionOptions, pageOptions } from '../../esbuild.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const KILOBYTE = 1000;
const MEGABYTE = 1_000_000;

let outputs: Metafile['outputs'];
/** What packagers look at, with bundles of its own: others may be building in the checkout. */
let copy: string;

beforeAll(async () => {
	({ outputs } = (await build({ ...extensionOptions(false), absWorkingDir: root, write: false })).metafile);
	copy = await mkdtemp(join(tmpdir(), 'freehold-packages-'));
	await copyForPackaging(copy);
}, 120_000);

afterAll(() => rm(copy, { recursive: true, force: true }));

/** An output and all that it loads at once; with `all` also what it may load later. */
function reach(entry: string, how: 'atOnce' | 'all'): ReadonlySet<string> {
	const seen = new Set<string>();
	const visit = (file: string): void => {
		if (seen.has(file)) return;
		seen.add(file);
		for (const { path, kind, external } of outputs[file]?.imports ?? []) {
			if (external !== true && (how === 'all' || kind === 'import-statement')) visit(path);
		}
	};
	visit(entry);
	return seen;
}

const bytesOf = (files: ReadonlySet<string>): number =>
	[...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);

const sourcesOf = (files: ReadonlySet<string>): readonly string[] =>
	[...files].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));

const entry = 'dist/vscode/extension.js';

/** A part that loads on first use, by the name of its source. */
function partOf(name: string): string {
	const found = Object.keys(outputs).find((file) => new RegExp(`/${name}-[A-Z0-9]+\\.js$`).test(file));
	if (found === undefined) throw new Error(`No part is called ${name}`);
	return found;
}

test('what activation loads is at most 120 KB, and nothing of core', () => {
	const files = reach(entry, 'atOnce');
	expect(bytesOf(files)).toBeLessThanOrEqual(120 * KILOBYTE);
	expect(sourcesOf(files).filter((source) => !source.startsWith('src/vscode/'))).toEqual([]);
});

test('what the Sources view shows first is at most 300 KB, and no source of a vendor is among it', () => {
	const services = ['sourcesTree', 'projects', 'replicas', 'catalogues', 'hostNetwork', 'jobRunner', 'sandboxHost'];
	const files = new Set(services.flatMap((name) => [...reach(partOf(name), 'atOnce')]));
	expect(bytesOf(files)).toBeLessThanOrEqual(300 * KILOBYTE);
	expect(sourcesOf(files).filter((source) => /Source\.ts$|runJob\.ts$/.test(source))).toEqual([]);
});

test("undici is nowhere in the extension host's path: the host's own fetch knows proxies and certificates", () => {
	const files = new Set(Object.keys(outputs).flatMap((file) => [...reach(file, 'all')]));
	expect(sourcesOf(files).filter((source) => /node_modules\/undici|undiciFetch/.test(source))).toEqual([]);
});

test('the editor itself is not bundled, and the threads know nothing of it', () => {
	const users = Object.entries(outputs)
		.filter(([, { imports }]) => imports.some(({ path }) => path === 'vscode'))
		.map(([file]) => file);
	const workers = ['storeWorker', 'readerWorker', 'sandboxWorker', 'realpadWorker', 'resourceWorker'];
	for (const worker of [...workers, 'questionProcess', 'mcpProgram', 'tableProgram']) {
		const files = reach(`dist/vscode/${worker}.js`, 'all');
		expect(
			users.filter((file) => files.has(file)),
			worker,
		).toEqual([]);
	}
});

test('each page is one script and its style; only plots hold more than our own: the library that draws them', async () => {
	const page = await build({ ...pageOptions(false), absWorkingDir: root, write: false });
	const folder = 'dist/vscode/webview/';
	const most: Readonly<Record<string, number>> = {
		'grid.css': 80,
		'grid.js': 80,
		'plot.css': 20,
		'plot.js': 340,
		'profile.css': 20,
		'profile.js': 20,
	};
	const sizes = Object.entries(page.metafile.outputs).map(
		([path, { bytes }]) => [path.slice(folder.length), bytes] as const,
	);
	expect(sizes.map(([name]) => name).sort()).toEqual(Object.keys(most));
	for (const [name, bytes] of sizes) expect(bytes, name).toBeLessThanOrEqual((most[name] ?? 0) * KILOBYTE);
	const sources = (name: string): readonly string[] => Object.keys(page.metafile.outputs[folder + name]?.inputs ?? {});
	const isForeign = (source: string): boolean => !/^src\/(webview|protocol)\//.test(source);
	for (const name of ['grid.css', 'grid.js', 'plot.css', 'profile.css', 'profile.js'])
		expect(sources(name).filter(isForeign)).toEqual([]);
	expect(
		sources('plot.js')
			.filter(isForeign)
			.some((source) => source.includes('@observablehq/plot')),
	).toBe(true);
});

test('the package for the editor holds what it needs and nothing else, in at most 4 MB', async () => {
	const vsix = join(copy, 'freehold.vsix');
	const vsce = join(root, 'node_modules/@vscode/vsce/vsce');
	const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix];
	await run(process.execPath, [vsce, 'package', ...flags], { cwd: copy });
	expect((await stat(vsix)).size).toBeLessThanOrEqual(4 * MEGABYTE);
	const { stdout } = await run(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: copy });
	const files = stdout.trim().split('\n');
	expect(files.filter((file) => !/^dist\/vscode\/[\w.-]+\.(js|js\.LEGAL\.txt)$/.test(file)).sort()).toEqual([
		'CHANGELOG.md',
		'LICENSE',
		'NOTICE',
		'README.md',
		'dist/vscode/webview/grid.css',
		'dist/vscode/webview/grid.js',
		'dist/vscode/webview/plot.css',
		'dist/vscode/webview/plot.js',
		'dist/vscode/webview/profile.css',
		'dist/vscode/webview/profile.js',
		'l10n/bundle.l10n.cs.json',
		'language-configuration/freehold-filter.json',
		'language-configuration/freehold-http.json',
		'language-configuration/freehold-sql.json',
		'media/filter-dark.svg',
		'media/filter-light.svg',
		'media/freehold.svg',
		'media/icon.png',
		'media/sql-dark.svg',
		'media/sql-light.svg',
		'media/walkthrough/connect.md',
		'media/walkthrough/folder.md',
		'media/walkthrough/look.md',
		'media/walkthrough/run.md',
		'media/walkthrough/sandbox.md',
		'package.json',
		'package.nls.cs.json',
		'package.nls.json',
		'schemas/freehold.schema.json',
		'syntaxes/freehold-filter.injection.json',
		'syntaxes/freehold-filter.tmLanguage.json',
		'syntaxes/freehold-http.tmLanguage.json',
		'syntaxes/freehold-response.tmLanguage.json',
		'syntaxes/freehold-sql.tmLanguage.json',
	]);
	expect(files).toContain(entry);
	expect(files.filter((file) => /\.(node|map|ts|exe|dll|so)$/.test(file))).toEqual([]);
}, 120_000);

test('the package for npm holds the command line and nothing of the extension', async () => {
	const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: copy });
	const [{ files }] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
	const paths = files.map(({ path }) => path);
	expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
		'LICENSE',
		'NOTICE',
		'README.md',
		'package.json',
		'schemas/freehold.schema.json',
	]);
	expect(paths).toContain('dist/cli.js');
	expect(paths.filter((path) => path.startsWith('dist/vscode/') || path.includes('metafile'))).toEqual([]);
}, 120_000);

async function copyForPackaging(folder: string): Promise<void> {
	const { stdout } = await run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
	const tops = new Set(
		stdout
			.trim()
			.split('\n')
			.map((file) => file.split('/')[0]!),
	);
	for (const top of tops) await cp(join(root, top), join(folder, top), { recursive: true }).catch(ignoreVanished);
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
	await run(process.execPath, ['esbuild.mjs'], { cwd: folder });
}

/** Others may be taking a file away that was just listed. */
function ignoreVanished(error: unknown): void {
	if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
