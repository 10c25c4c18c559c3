/** Looks through a folder for files of some kind, nearest first, and gives up in time: a workspace may be anything. */

export interface Entry {
	readonly name: string;
	readonly isFolder: boolean;
}

export interface Walk {
	/** @param path  within the folder, with `/`; empty: the folder itself */
	readonly list: (path: string) => Promise<readonly Entry[]>;
	readonly isWanted: (path: string) => boolean;
	/** Whether nothing below is looked at. */
	readonly isLeftOut: (path: string, name: string) => boolean;
	/** Folders that are looked into at most. */
	readonly mostFolders: number;
}

/** @returns paths within the folder, with `/` */
export async function walkFolder({ list, isWanted, isLeftOut, mostFolders }: Walk): Promise<readonly string[]> {
	const found: string[] = [];
	let level: readonly string[] = [''];
	let left = mostFolders;
	while (level.length > 0 && left > 0) {
		const shown = level.slice(0, left);
		left -= shown.length;
		const below: string[] = [];
		for (const [nth, entries] of (await Promise.all(shown.map(list))).entries()) {
			const parent = shown[nth] ?? '';
			for (const { name, isFolder } of entries) {
				const path = parent === '' ? name : `${parent}/${name}`;
				if (!isFolder && isWanted(path)) found.push(path);
				if (isFolder && !isLeftOut(path, name)) below.push(path);
			}
		}
		level = below;
	}
	return found;
}

/** Folders of tools, and of packages: nobody keeps requests there. */
export function isToolFolder(name: string): boolean {
	return name.startsWith('.') || name === 'node_modules';
}
