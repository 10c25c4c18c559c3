import type { BuildOptions } from 'esbuild';

export function bundleOptions(isWatching: boolean): BuildOptions & { readonly metafile: true };
export function extensionOptions(isWatching: boolean): BuildOptions & { readonly metafile: true };
export function pageOptions(isWatching: boolean): BuildOptions & { readonly metafile: true };

/** All that is published. */
export const builds: readonly {
	readonly name: string;
	readonly options: (isWatching: boolean) => BuildOptions & { readonly metafile: true };
	readonly metafile: string;
}[];
