/**
 * Two real VS Codes for tests (code-server's builds, run by VS Code's own server), and the Nodes that run them:
 * from npm, without install scripts, in a cache outside the checkout.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

/** The oldest VS Code that the manifest allows, and the newest that there is. */
export const LEGS = ['oldest', 'newest'] as const;
export type Leg = (typeof LEGS)[number];

export interface Tools {
	/** The Node that runs a leg's VS Code: of the oldest one, the very version that it ships. */
	nodeOf(leg: Leg): string;
	/** `server-main.js` of a leg. */
	serverOf(leg: Leg): string;
}

const here = fileURLToPath(new URL('./', import.meta.url));
const pinned = ['package.json', 'package-lock.json', '.npmrc'];

/** @throws Error that says what cannot be had, and why */
export function installTools(): Tools {
	if (process.platform !== 'linux' || process.arch !== 'x64') {
		throw new Error(`The VS Code builds from npm run on Linux x64; this is ${process.platform} ${process.arch}`);
	}
	const folder = join(cacheFolder(), keyOfTools());
	if (!existsSync(folder)) installFrom(folder);
	const modules = join(folder, 'node_modules');
	return {
		nodeOf: (leg) => join(modules, `node-${leg}`, 'bin', 'node'),
		serverOf: (leg) => join(modules, `code-server-${leg}`, 'lib', 'vscode', 'out', 'server-main.js'),
	};
}

function cacheFolder(): string {
	const chosen = process.env.FREEHOLD_VSCODE_TOOLS;
	if (chosen !== undefined && chosen !== '') return chosen;
	return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'freehold-vscode-tools');
}

/** Another folder for other versions: a second checkout starts at once, an older one keeps its own. */
function keyOfTools(): string {
	const hash = createHash('sha256');
	for (const file of [...pinned, ...readdirSync(join(here, 'stubs')).map((name) => join('stubs', name))]) {
		hash.update(readFileSync(join(here, file)));
	}
	return hash.digest('hex').slice(0, 16);
}

function installFrom(folder: string): void {
	console.error('Installing two VS Codes for tests (once, about 1.4 GB and two minutes) …');
	const part = `${folder}.part-${process.pid}`;
	try {
		mkdirSync(part, { recursive: true });
		for (const file of pinned) cpSync(join(here, file), join(part, file));
		run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], part);
		for (const leg of LEGS) prepare(join(part, 'node_modules', `code-server-${leg}`, 'lib', 'vscode'));
		renameSync(part, folder);
	} finally {
		rmSync(part, { recursive: true, force: true });
	}
}

/** What code-server's own install script does, without compiling. `npm ci` fails there: its shrinkwrap lacks tslib. */
function prepare(vscode: string): void {
	takeWatcherFromRegistry(vscode);
	const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	run('npm', ['install', ...flags], vscode);
	for (const name of ['spdlog', 'native-watchdog']) {
		const place = join(vscode, 'node_modules', '@vscode', name);
		// Not every version has both.
		if (existsSync(place)) cpSync(join(here, 'stubs', `${name}.cjs`), join(place, 'index.js'));
	}
}

/** Some builds name a file watcher on GitHub, which may be out of reach; npm has the same version, with its native parts. */
function takeWatcherFromRegistry(vscode: string): void {
	const name = '@parcel/watcher';
	for (const file of ['package.json', 'npm-shrinkwrap.json']) {
		const path = join(vscode, file);
		const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
		const locked = manifest.packages?.[`node_modules/${name}`];
		if (locked?.resolved?.startsWith('git') === true) delete manifest.packages?.[`node_modules/${name}`];
		for (const one of [manifest, manifest.packages?.['']]) {
			const wanted = one?.dependencies?.[name];
			if (wanted?.includes('#') === true) Object.assign(one?.dependencies ?? {}, { [name]: '2.5.1' });
		}
		writeFileSync(path, JSON.stringify(manifest));
	}
}

interface Manifest {
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly packages?: Record<string, Manifest & { readonly resolved?: string }>;
}
