/** Makes the published bundles in `dist/` and prints their sizes. `--watch` keeps them current. */
import { rm, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

/** Bundled CommonJS packages (commander, undici) ask for Node's own modules by `require`. */
const requireShim =
	"import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/**
 * @param {boolean} isWatching
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export function bundleOptions(isWatching) {
	return {
		entryPoints: {
			cli: 'src/cli/main.ts',
			demoSandbox: 'src/cli/demoSandbox.ts',
			storeWorker: 'src/core/replica/storeWorker.ts',
			resourceWorker: 'src/core/sources/realpad/resources/resourceWorker.ts',
			realpadWorker: 'src/core/sources/realpad/realpadWorker.ts',
		},
		outdir: 'dist',
		bundle: true,
		// Parts are loaded when they are needed: an old Node must reach the message that says so.
		splitting: true,
		// Beside the entries, because `places.ts` finds those relative to itself.
		chunkNames: '[name]-[hash]',
		format: 'esm',
		platform: 'node',
		target: 'node22.13',
		banner: { js: requireShim },
		define: { FREEHOLD_BUNDLED: 'true' },
		minify: !isWatching,
		keepNames: true,
		sourcemap: isWatching,
		legalComments: 'linked',
		metafile: true,
		logLevel: 'warning',
	};
}

async function watch() {
	const watcher = await context({ ...bundleOptions(true), logLevel: 'info' });
	await watcher.watch();
}

async function bundle() {
	await rm('dist', { recursive: true, force: true });
	const { metafile } = await build(bundleOptions(false));
	await writeFile('dist/metafile.json', JSON.stringify(metafile));
	const files = Object.entries(metafile.outputs).filter(([file]) => file.endsWith('.js'));
	let total = 0;
	for (const [file, { bytes }] of files.sort(([a], [b]) => (a < b ? -1 : 1))) {
		total += bytes;
		console.log(`${String(bytes).padStart(9)} B  ${file}`);
	}
	console.log(`${String(total).padStart(9)} B  in all`);
}

const isCommand = import.meta.url === pathToFileURL(process.argv[1] ?? '').href;
if (isCommand) await (process.argv.includes('--watch') ? watch() : bundle());
