import type { BuildOptions } from 'esbuild';

export function bundleOptions(isWatching: boolean): BuildOptions & { readonly metafile: true };
export function extensionOptions(isWatching: boolean): BuildOptions & { readonly metafile: true };
export function pageOptions(isWatching: boolean): BuildOptions & { readonly metafile: true };
