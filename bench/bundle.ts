/** Bundles what a benchmark measures, because what is published is bundled: sources that Node strips as it loads them take more memory. */
import { build } from 'esbuild';

/** @param entries  files, which lie side by side in the folder as `.mjs` afterwards */
export async function bundle(entries: readonly URL[], folder: string): Promise<void> {
	await build({
		entryPoints: entries.map(({ pathname }) => decodeURIComponent(pathname)),
		...{ outdir: folder, entryNames: '[name]', bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' },
		splitting: true,
		outExtension: { '.js': '.mjs' },
		banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
	});
}
