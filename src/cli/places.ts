/** Where this installation's own files lie: beside the sources, or beside the bundle. */

/** Set to `true` by esbuild.mjs; there is no such name when the sources run as they are. */
declare const FREEHOLD_BUNDLED: boolean | undefined;

const isBundled = typeof FREEHOLD_BUNDLED !== 'undefined';

/** The replica's writer, which runs in a thread of its own. */
export function storeWorkerUrl(): URL {
	return isBundled
		? new URL('./storeWorker.js', import.meta.url)
		: new URL('../core/replica/storeWorker.ts', import.meta.url);
}

/** The demo's sandbox, in a thread of its own as well. */
export function demoSandboxUrl(): URL {
	return isBundled ? new URL('./demoSandbox.js', import.meta.url) : new URL('./demoSandbox.ts', import.meta.url);
}

/** The program that reads replicas for tools, in a process of its own. */
export function questionProcessUrl(): URL {
	return isBundled
		? new URL('./questionProcess.js', import.meta.url)
		: new URL('../core/tools/questionProcess.ts', import.meta.url);
}

/** How the user calls this installation: as an installed package, or from a clone of the repository. */
export function commandName(): string {
	return isBundled ? 'npx freehold' : 'npm run freehold --';
}
