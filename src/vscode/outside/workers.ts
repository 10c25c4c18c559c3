/** Where the bundles of threads and programs lie. */

export type WorkerName =
	'storeWorker' | 'readerWorker' | 'sandboxWorker' | 'questionProcess' | 'mcpProgram' | 'tableProgram';

/** Entries and the parts that esbuild makes of them lie in one folder. */
export function workerUrl(name: WorkerName): URL {
	return new URL(`./${name}.js`, import.meta.url);
}
