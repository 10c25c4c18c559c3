/** The README tells of every command that the editor has, and its pictures are there: made by `npm run pictures`, and small. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Manifest } from './vscode/manifest.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const pictures = join(root, 'docs', 'pictures');
const readme = read('README.md');

test('the table of commands names every command of the palette, and none that there is not', () => {
	const { contributes } = JSON.parse(read('package.json')) as Manifest;
	const english = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
	const hidden = (contributes.menus.commandPalette ?? []).filter(({ when }) => when === 'false');
	const titles = contributes.commands
		.filter(({ command }) => !hidden.some((item) => item.command === command))
		.map(({ title }) => english[title.replaceAll('%', '')]);
	const section = /### Commands of the editor\n([^]*?)\n##/.exec(readme)?.[1] ?? '';
	const told = [...section.matchAll(/\*\*(.+?)\*\*/g)].map(([, title]) => title);
	expect(told.toSorted()).toEqual(titles.toSorted());
});

test('every picture that a page shows is there, and says in words what it shows', () => {
	const shown = [...readme.matchAll(/!\[(.*?)\]\((.*?)\)/g)];
	expect(shown.length).toBeGreaterThan(0);
	for (const [, words = '', path = ''] of shown) {
		expect(words.length, path).toBeGreaterThan(20);
		expect(statSync(join(root, path)).isFile(), path).toBe(true);
	}
});

test('each scene is there in three themes; all of them together are at most two megabytes', () => {
	const files = readdirSync(pictures);
	const scenes = new Set(files.map((file) => file.replace(/-\w+\.png$/, '')));
	const wanted = [...scenes].flatMap((scene) => ['contrast', 'dark', 'light'].map((theme) => `${scene}-${theme}.png`));
	expect(files.toSorted()).toEqual(wanted.toSorted());
	expect(files.reduce((sum, file) => sum + statSync(join(pictures, file)).size, 0)).toBeLessThan(2_000_000);
});
