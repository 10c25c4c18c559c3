/** Makes the published bundles in `dist/` and prints their sizes. `--watch` keeps them current; `extension` makes that part alone. */
import { rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

/** Bundled CommonJS packages (commander, undici) ask for Node's own modules by `require`. */
const requireShim =
	"import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Threads of core, which the command line and the editor start alike. */
const coreWorkers = {
	storeWorker: 'src/core/replica/storeWorker.ts',
	resourceWorker: 'src/core/sources/realpad/resources/resourceWorker.ts',
	realpadWorker: 'src/core/sources/realpad/realpadWorker.ts',
	/** Not a thread but a process of its own. */
	questionProcess: 'src/core/tools/questionProcess.ts',
};

/**
 * The command line, in `dist/`.
 *
 * @param {boolean} isWatching
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export function bundleOptions(isWatching) {
	return {
		...common(isWatching),
		entryPoints: { cli: 'src/cli/main.ts', demoSandbox: 'src/cli/demoSandbox.ts', ...coreWorkers },
		outdir: 'dist',
		target: 'node22.13',
		keepNames: true,
	};
}

/**
 * The editor's extension, in `dist/vscode/`: a thin entry, parts that load on first use, and its threads.
 *
 * @param {boolean} isWatching
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export function extensionOptions(isWatching) {
	return {
		...common(isWatching),
		entryPoints: {
			extension: 'src/vscode/extension.ts',
			readerWorker: 'src/vscode/replicas/readerWorker.ts',
			sandboxWorker: 'src/vscode/sandbox/sandboxWorker.ts',
			mcpProgram: 'src/vscode/ai/mcpProgram.ts',
			tableProgram: 'src/vscode/grid/tableProgram.ts',
			...coreWorkers,
		},
		outdir: 'dist/vscode',
		external: ['vscode'],
		// The Node of the oldest VS Code that the manifest allows.
		target: 'node22.19',
	};
}

/**
 * What runs in pages of the editor, in `dist/vscode/webview/`.
 *
 * @param {boolean} isWatching
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export function pageOptions(isWatching) {
	return {
		entryPoints: [
			{ in: 'src/webview/grid/main.ts', out: 'grid' },
			{ in: 'src/webview/grid/grid.css', out: 'grid' },
			{ in: 'src/webview/plot/main.ts', out: 'plot' },
			{ in: 'src/webview/plot/plot.css', out: 'plot' },
			{ in: 'src/webview/profile/main.ts', out: 'profile' },
			{ in: 'src/webview/profile/profile.css', out: 'profile' },
		],
		outdir: 'dist/vscode/webview',
		bundle: true,
		format: 'iife',
		platform: 'browser',
		// The oldest VS Code has a Chromium of 2025; in a browser it may run in others of that year.
		target: ['chrome138', 'firefox140', 'safari18'],
		minify: !isWatching,
		sourcemap: isWatching ? 'inline' : false,
		metafile: true,
		logLevel: 'warning',
	};
}

/**
 * @param {boolean} isWatching
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
function common(isWatching) {
	return {
		bundle: true,
		// Parts are loaded when they are needed: an old Node must reach the message that says so.
		splitting: true,
		// Beside the entries, because those find each other relative to themselves.
		chunkNames: '[name]-[hash]',
		format: 'esm',
		platform: 'node',
		banner: { js: requireShim },
		define: { FREEHOLD_BUNDLED: 'true' },
		minify: !isWatching,
		sourcemap: isWatching,
		legalComments: 'linked',
		metafile: true,
		logLevel: 'warning',
	};
}

/** What each kind of build is called, and where it notes what it is made of. */
export const builds = [
	{ name: 'cli', options: bundleOptions, metafile: 'dist/metafile.json' },
	{ name: 'extension', options: extensionOptions, metafile: 'dist/metafile.vscode.json' },
	{ name: 'extension', options: pageOptions, metafile: 'dist/metafile.webview.json' },
];

async function watch() {
	for (const { options } of builds) {
		const watcher = await context({ ...options(true), logLevel: 'info' });
		await watcher.watch();
	}
}

/** @param {readonly string[]} names  of the builds that are wanted; none: all */
async function bundle(names) {
	if (names.length === 0) await rm('dist', { recursive: true, force: true });
	for (const { name, options, metafile: file } of builds) {
		if (names.length > 0 && !names.includes(name)) continue;
		const { metafile } = await build(options(false));
		await writeFile(file, JSON.stringify(metafile));
		printSizes(metafile);
	}
}

/** @param {import('esbuild').Metafile} metafile */
function printSizes({ outputs }) {
	const files = Object.entries(outputs).filter(([file]) => /\.(js|css)$/.test(file));
	let total = 0;
	for (const [file, { bytes }] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
		total += bytes;
		console.log(`${String(bytes).padStart(9)} B  ${file}`);
	}
	console.log(`${String(total).padStart(9)} B  in all\n`);
}

const isCommand = import.meta.url === pathToFileURL(process.argv[1] ?? '').href;
if (isCommand) await (process.argv.includes('--watch') ? watch() : bundle(process.argv.slice(2)));
