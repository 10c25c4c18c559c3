/**
 * Runs the repository's own commands on any machine with Node and npm: installs what is missing, finds a Node that is
 * new enough (or brings one along from npm), and hands over. Plain JavaScript, because the machine's Node may be old.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The first Node that runs TypeScript files as they are and has `node:sqlite` without a flag. */
const OLDEST_NODE = [22, 18];

const commands = {
	demo: (node, args) => [[node, ['src/cli/main.ts', 'demo', ...args]]],
	freehold: (node, args) => [[node, ['src/cli/main.ts', ...args]]],
	check: (node) => checks(node),
	test: (node, args) =>
		args.length === 0
			? [...checks(node), [node, ['scripts/testAll.ts']]]
			: [[node, [bin('vitest', 'vitest.mjs'), 'run', ...args]]],
	'test:host': (node, args) => [
		[node, ['esbuild.mjs', 'extension']],
		[node, ['test/host/run.ts', ...args]],
	],
	'test:e2e': (node, args) => [
		[node, ['scripts/package.ts']],
		[node, [bin('vitest', 'vitest.mjs'), 'run', '--config', 'vitest.e2e.config.ts', ...args]],
	],
	format: (node) => [[node, [bin('prettier', 'bin/prettier.cjs'), '--write', '--log-level', 'warn', '.']]],
	generate: (node) => [[node, ['scripts/generate.ts']]],
	build: (node, args) => [[node, ['esbuild.mjs', ...args]]],
	package: (node) => [[node, ['scripts/package.ts']]],
	icon: (node) => [[node, ['scripts/makeIcon.ts']]],
	pictures: (node) => [
		[node, ['scripts/package.ts']],
		[node, ['scripts/makePictures.ts']],
	],
	dev: (node) => [[node, ['esbuild.mjs', '--watch']]],
	fuzz: (node, args) => [[node, ['scripts/fuzz.ts', ...args]]],
	bench: (node, args) => [[node, [`bench/${args[0] ?? 'replicate'}.ts`, ...args.slice(1)]]],
};

function checks(node) {
	return [
		[node, [bin('typescript', 'bin/tsc'), '--noEmit', '-p', '.']],
		[node, [bin('typescript', 'bin/tsc'), '--noEmit', '-p', 'src/webview']],
		[node, [bin('eslint', 'bin/eslint.js'), '--cache', '--cache-location', 'node_modules/.cache/eslint/', '.']],
		[node, [bin('prettier', 'bin/prettier.cjs'), '--check', '--log-level', 'warn', '--cache', '.']],
	];
}

const [name, ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
	console.error(`launch: unknown command '${name ?? ''}'. Known: ${Object.keys(commands).join(', ')}`);
	process.exit(2);
}
installPackages(root, ['--include=dev']);
const node = findNode();
for (const [program, programArgs] of command(node, args)) {
	const inCallersFolder = name === 'demo' || name === 'freehold';
	const result = spawnSync(
		program,
		inCallersFolder ? [join(root, programArgs[0]), ...programArgs.slice(1)] : programArgs,
		{
			cwd: inCallersFolder ? (process.env.INIT_CWD ?? process.cwd()) : root,
			stdio: 'inherit',
			env: { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') },
		},
	);
	if (result.error) throw result.error;
	if (result.status !== 0) process.exit(result.status ?? 128 + 2);
}

function bin(packageName, path) {
	return join('node_modules', packageName, path);
}

/** Installs a folder's locked packages, only when the lock file is not the one that was installed last. */
function installPackages(folder, flags) {
	const lock = createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
	const stamp = join(folder, 'node_modules', '.freehold-installed');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
	console.error(`Installing packages (once)${folder === root ? '' : ' for Node 24'} …`);
	const result = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...flags], {
		cwd: folder,
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
	if (result.error) throw result.error;
	if (result.status !== 0) {
		console.error('npm ci failed: see above. Is the npm registry reachable?');
		process.exit(result.status ?? 1);
	}
	writeFileSync(stamp, lock);
}

function isNewEnough(version) {
	const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
	return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** This Node where it is new enough; otherwise the pinned one from npm, kept in `.tools/node` of this checkout. */
function findNode() {
	if (isNewEnough(process.version)) return process.execPath;
	const home = join(root, '.tools', 'node');
	mkdirSync(home, { recursive: true });
	for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
		copyFileSync(join(root, 'scripts', 'node', file), join(home, file));
	}
	installPackages(home, ['--include=optional']);
	const windows = process.platform === 'win32';
	const packageName = `node-${windows ? 'win' : process.platform}-${process.arch}`;
	const found = join(home, 'node_modules', packageName, 'bin', windows ? 'node.exe' : 'node');
	if (existsSync(found)) return found;
	console.error(
		`This machine has Node ${process.version}; Freehold's scripts need ${OLDEST_NODE.join('.')} or newer, and npm has no` +
			` package of it for ${process.platform}-${process.arch}. Install a newer Node and try again.`,
	);
	process.exit(1);
}
