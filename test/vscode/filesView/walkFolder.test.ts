/** Looking for files in a workspace that may be anything. */
import { expect, test } from 'vitest';
import { isToolFolder, walkFolder } from '../../../src/vscode/filesView/walkFolder.ts';

/** Folders that were looked into, and what was found. */
async function walk(
	paths: readonly string[],
	mostFolders = 100,
): Promise<{ readonly looked: readonly string[]; readonly found: readonly string[] }> {
	const looked: string[] = [];
	const found = await walkFolder({
		list: (path) => {
			looked.push(path);
			const prefix = path === '' ? '' : `${path}/`;
			const below = paths.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length));
			const names = new Map(below.map((one) => [one.split('/')[0] ?? '', one.includes('/')]));
			return Promise.resolve([...names].map(([name, isFolder]) => ({ name, isFolder })));
		},
		isWanted: (path) => path.endsWith('.rfilter'),
		isLeftOut: (_, name) => isToolFolder(name),
		mostFolders,
	});
	return { looked, found };
}

test('files are found wherever they lie, the nearest first', async () => {
	const { found } = await walk(['a/b/deep.rfilter', 'top.rfilter', 'a/near.rfilter', 'a/other.txt']);
	expect(found).toEqual(['top.rfilter', 'a/near.rfilter', 'a/b/deep.rfilter']);
});

test('folders of tools and packages are not looked into', async () => {
	const { looked, found } = await walk(['.git/x.rfilter', 'node_modules/p/y.rfilter', 'z.rfilter']);
	expect(looked).toEqual(['']);
	expect(found).toEqual(['z.rfilter']);
});

test('a workspace without end is given up in time', async () => {
	const many = Array.from({ length: 50 }, (_, nth) => `d${nth}/sub/f.rfilter`);
	const { looked } = await walk(many, 10);
	expect(looked.length).toBe(10);
});
