/** The files that exports have left in the data folder. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Project } from '../project/project.ts';
import type { Target } from '../project/targets.ts';

export interface ExportedFile {
	readonly file: string;
	readonly name: string;
	/** ms. */
	readonly writtenAt: number;
	readonly bytes: number;
}

/** @returns the newest first. @param targets  of which datasets or connections; all where absent */
export async function exportedFiles(
	{ dataFolder, connections }: Project,
	targets?: readonly Target[],
): Promise<readonly ExportedFile[]> {
	const folder = join(dataFolder, 'exports');
	const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		throw error;
	});
	const names = entries
		.filter((entry) => entry.isFile() && !/^\.|\.freehold\.json$/.test(entry.name))
		.map(({ name }) => name);
	const wanted = names.filter(
		(name) => targets?.some((target) => isOf(name, target, [...connections.keys()])) !== false,
	);
	const found = await Promise.all(
		wanted.map(async (name) => {
			const file = join(folder, name);
			const { mtimeMs, size } = await stat(file);
			return { file, name, writtenAt: mtimeMs, bytes: size };
		}),
	);
	return found.toSorted((a, b) => b.writtenAt - a.writtenAt);
}

/** `mls-Property.csv`; of an export in parts also `prague-units-12.xlsx`. */
function isOf(name: string, { connection, dataset }: Target, connections: readonly string[]): boolean {
	const stem = name.slice(0, name.length - extname(name).length);
	const isOthers = connections.some((other) => other.startsWith(`${connection}-`) && stem.startsWith(`${other}-`));
	if (!stem.startsWith(`${connection}-`) || isOthers) return false;
	const rest = stem.slice(connection.length + 1);
	return (
		dataset === undefined || rest === dataset || (/^-\d+$/.test(rest.slice(dataset.length)) && rest.startsWith(dataset))
	);
}
