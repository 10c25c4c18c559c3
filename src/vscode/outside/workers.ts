/** Where the threads' own bundles lie. */

export type WorkerName = 'storeWorker' | 'readerWorker' | 'sandboxWorker';

/** Entries and the parts that esbuild makes of them lie in one folder. */
export function workerUrl(name: WorkerName): URL {
	return new URL(`./${name}.js`, import.meta.url);
}
