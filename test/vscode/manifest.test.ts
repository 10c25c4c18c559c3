/** Manifest, code and texts agree, in both directions. That every declared command has work is proved by the compiler. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { CONDITIONS, GRID_VIEW, NETWORK_COMMANDS, TABLE_EDITOR, VIEWS } from '../../src/vscode/ids.ts';
import type { Manifest } from './manifest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const english = JSON.parse(read('package.nls.json')) as Readonly<Record<string, string>>;
const czech = JSON.parse(read('package.nls.cs.json')) as Readonly<Record<string, string>>;

/** Names that an interface of `ids.ts` gives a type to. */
function namesIn(interfaceName: string): readonly string[] {
	const text = read('src/vscode/ids.ts');
	const block = new RegExp(`interface ${interfaceName} \\{([^}]*)\\}`).exec(text)?.[1] ?? '';
	return [...block.matchAll(/'([\w.]+)':/g)].map(([, name]) => name!);
}

const COMMAND_IDS = namesIn('CommandInputs');
const SETTING_IDS = namesIn('SettingValues');
const CONTEXT_KEYS = namesIn('ContextValues');

const declared = contributes.commands.map(({ command }) => command);
const menuItems = Object.values(contributes.menus).flat();
const whens = [
	...menuItems.map(({ when }) => when),
	...contributes.viewsWelcome.map(({ when }) => when),
	...contributes.commands.map(({ enablement }) => enablement),
	...Object.values(contributes.views)
		.flat()
		.map(({ when }) => when),
	...(contributes.keybindings ?? []).map(({ when }) => when),
].filter((when) => when !== undefined);

test('the manifest declares the commands that the code has, and no others', () => {
	expect(declared.toSorted()).toEqual([...COMMAND_IDS].sort());
	expect([...NETWORK_COMMANDS].filter((id) => !declared.includes(id))).toEqual([]);
});

test('every command is within reach: in the palette, or in a menu, a welcome text or a key', () => {
	const palette = new Map(contributes.menus.commandPalette?.map(({ command, when }) => [command, when]));
	const isHidden = (command: string): boolean => palette.get(command) === 'false';
	const elsewhere = JSON.stringify([
		Object.entries(contributes.menus).filter(([menu]) => menu !== 'commandPalette'),
		english,
		contributes.keybindings ?? [],
	]);
	expect(declared.filter((command) => isHidden(command) && !elsewhere.includes(command))).toEqual([]);
});

test('menus and welcome texts name commands that exist', () => {
	const linked = Object.values(english).flatMap((text) =>
		[...text.matchAll(/\(command:([^)?]+)/g)].map(([, command]) => command!),
	);
	const named = [...menuItems.map(({ command }) => command), ...linked];
	expect(named.filter((command) => !declared.includes(command) && !/^workbench\.|\.focus$/.test(command))).toEqual([]);
});

/** What a title of a command begins with. */
const VERBS = new Set(
	(
		'Add Allow Back Cancel Carry Check Choose Clear Compare Copy Count Create Delete Duplicate Edit Estimate Evaluate Explain ' +
		'Export Find Follow Format Get Hide Import Load Manage Mark Move New Open Patch Pin Plot Put Query Refresh Remove Rename Replicate Reveal Run Scaffold Set Show ' +
		'Sign Start Stop Tell Test Try Upload Write'
	).split(' '),
);

test('commands share one category, begin with a verb of their own, and have an icon where they are shown as one', () => {
	expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['Freehold']));
	const titles = contributes.commands.map(({ title }) => english[title.replaceAll('%', '')] ?? title);
	expect(titles.filter((title) => !VERBS.has(/^\w+/.exec(title)?.[0] ?? ''))).toEqual([]);
	expect(new Set(titles).size).toBe(titles.length);
	const asIcons = menuItems.filter(
		({ group }) => group?.startsWith('inline') === true || group?.startsWith('navigation') === true,
	);
	const withIcon = new Set(contributes.commands.filter(({ icon }) => icon !== undefined).map(({ command }) => command));
	expect(asIcons.map(({ command }) => command).filter((command) => !withIcon.has(command))).toEqual([]);
});

test('the manifest declares the views that the code has, at most four', () => {
	const views = Object.values(contributes.views)
		.flat()
		.map(({ id }) => id);
	expect(views.toSorted()).toEqual(Object.values(VIEWS).sort());
	expect(views.length).toBeLessThanOrEqual(4);
});

test('the manifest declares the settings that the code reads, each with a default, a scope and its order', () => {
	const settings = Object.assign(
		{},
		...contributes.configuration.map(({ properties }) => properties),
	) as Manifest['contributes']['configuration'][0]['properties'];
	expect(Object.keys(settings).sort()).toEqual([...SETTING_IDS].sort());
	for (const [id, setting] of Object.entries(settings)) {
		expect(setting, id).toMatchObject({
			default: expect.anything() as unknown,
			scope: expect.any(String) as unknown,
			order: expect.any(Number) as unknown,
			markdownDescription: expect.any(String) as unknown,
		});
	}
	const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
	expect(restricted.filter((id) => !(id in settings))).toEqual([]);
});

test('conditions of menus and views use context keys that the code sets, and every key is used', () => {
	const used = new Set(whens.flatMap((when) => when.match(/freehold\.[A-Za-z]+/g) ?? []));
	const known: ReadonlySet<string> = new Set([...CONTEXT_KEYS, ...Object.values(VIEWS), GRID_VIEW, TABLE_EDITOR]);
	expect([...used].filter((key) => !known.has(key))).toEqual([]);
	expect(CONTEXT_KEYS.filter((key) => !used.has(key))).toEqual([]);
});

test('conditions use operators that the editor knows: one that it cannot read holds always', () => {
	// `!(key =~ /…/)` is what is meant by the operator that there is not.
	expect(whens.filter((when) => /!~|[^=!<>]=[^=~]|\band\b|\bor\b/.test(when.replaceAll(/\/.*?\//g, '')))).toEqual([]);
});

test('every condition without rows has a welcome text of its own, with one button', () => {
	const welcomed = contributes.viewsWelcome
		.filter(({ view }) => view === VIEWS.sources)
		.map(({ when }) => /^freehold\.condition == (\w+)$/.exec(when ?? '')?.[1]);
	expect(welcomed.toSorted()).toEqual(CONDITIONS.filter((one) => one !== 'ready' && one !== 'loading').sort());
	for (const { contents } of contributes.viewsWelcome) {
		const text = english[contents.replaceAll('%', '')] ?? '';
		const buttons = text.split('\n').filter((line) => /^\[.*\]\(command:[^)]+\)$/.test(line));
		expect(buttons, contents).toHaveLength(1);
	}
});

test('every text of the manifest exists, and none is left over', () => {
	const used = new Set([...read('package.json').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!));
	expect([...used].sort()).toEqual(Object.keys(english).sort());
});

test('Czech has every text of the manifest, with the same links', () => {
	expect(Object.keys(czech)).toEqual(Object.keys(english));
	const links = (text: string | undefined): readonly string[] => (text?.match(/\(command:[^)]+\)/g) ?? []).sort();
	for (const key of Object.keys(english)) expect(links(czech[key]), key).toEqual(links(english[key]));
});

test('Czech has every text of the code, and none is left over', () => {
	const bundle = JSON.parse(read('l10n/bundle.l10n.cs.json')) as Readonly<Record<string, string>>;
	const used = new Set<string>();
	const files = ['src/vscode', 'src/core/wording'].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, withFileTypes: true }),
	);
	for (const entry of files) {
		if (!entry.name.endsWith('.ts')) continue;
		const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
		for (const [, , single, double] of text.matchAll(/l10n\.t\(\s*('((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)) {
			used.add((single ?? double ?? '').replace(/\\(.)/g, '$1'));
		}
	}
	expect(Object.keys(bundle).sort()).toEqual([...used].sort());
	const places = (text: string): readonly string[] => (text.match(/\{\d\}/g) ?? []).sort();
	for (const [source, translated] of Object.entries(bundle)) expect(places(translated), source).toEqual(places(source));
});

test('types of the editor are not newer than the oldest one that is supported', () => {
	const versions = [manifest.engines.vscode.replace('^', ''), manifest.devDependencies['@types/vscode']];
	expect(versions).toEqual(['1.105.0', '1.105.0']);
});
