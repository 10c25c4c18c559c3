/** Editors made from VS Code may lack its newest interfaces: the extension activates there, and brings the rest. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, onTestFinished, test, vi } from 'vitest';
import { extensionOptions } from '../../esbuild.mjs';
import type { Manifest } from './manifest.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { contributes } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;

interface Activated {
	readonly commands: readonly string[];
	readonly tools: readonly string[];
	readonly servers: readonly string[];
}

/** What the fake editor notes, and what the extension's entry gives. */
interface Bundled extends Activated {
	activate(context: object): unknown;
}

/** Every name of the editor that the sources use. */
async function usedNames(): Promise<readonly string[]> {
	const names = new Set<string>();
	for (const { name, parentPath } of await readdir(join(root, 'src/vscode'), {
		recursive: true,
		withFileTypes: true,
	})) {
		if (!name.endsWith('.ts')) continue;
		const text = await readFile(join(parentPath, name), 'utf8');
		for (const [, used] of text.matchAll(/\bvscode\.(\w+)/g)) names.add(used!);
		for (const [, list] of text.matchAll(/const \{([^}]*)\} = vscode;/g)) {
			for (const [word] of list!.matchAll(/\w+/g)) names.add(word);
		}
	}
	return [...names];
}

/** An editor that takes everything and does nothing, but for noting what is registered. @param lm  source text */
async function editorWith(lm: string | undefined): Promise<string> {
	const own = new Set(['commands', 'lm', ...(lm === undefined ? ['McpStdioServerDefinition'] : [])]);
	const names = (await usedNames()).filter((name) => !own.has(name));
	return [
		`const inert = () => new Proxy(function () {}, {
			get: (_, key) => (key === 'then' ? undefined : key === Symbol.toPrimitive ? () => '' : inert()),
			apply: inert, construct: inert,
		});`,
		'const registered = { commands: [], tools: [], servers: [] };',
		'const note = (list) => (name) => (list.push(name), { dispose: () => undefined });',
		'export const noted = registered;',
		'export const commands = { registerCommand: note(registered.commands), executeCommand: async () => undefined };',
		...(lm === undefined ? [] : [`export const lm = ${lm};`]),
		...names.map((name) => `export const ${name} = inert();`),
	].join('\n');
}

async function activateIn(editor: string): Promise<Activated> {
	const folder = await mkdtemp(join(tmpdir(), 'freehold-editor-'));
	onTestFinished(() => rm(folder, { recursive: true, force: true }));
	const entry = `export * from './extension.ts'; import { noted } from 'vscode'; export const { commands, tools, servers } = noted;`;
	const { entryPoints: _entryPoints, ...options } = extensionOptions(false);
	await build({
		...options,
		...{ absWorkingDir: root, outdir: folder, external: [], logLevel: 'error' },
		stdin: { contents: entry, resolveDir: join(root, 'src/vscode') },
		plugins: [
			{
				name: 'editor',
				setup: (work) => {
					work.onResolve({ filter: /^vscode$/ }, () => ({ path: 'vscode', namespace: 'editor' }));
					work.onLoad({ filter: /./, namespace: 'editor' }, () => ({ contents: editor }));
				},
			},
		],
	});
	// What begins once the window is up has no window here.
	const later = vi.spyOn(globalThis, 'setImmediate').mockImplementation(() => undefined as never);
	const subscriptions: { dispose(): unknown }[] = [];
	try {
		const bundled = (await import(pathToFileURL(join(folder, 'stdin.js')).href)) as Bundled;
		bundled.activate({ subscriptions });
		return bundled;
	} finally {
		later.mockRestore();
		for (const one of subscriptions) one.dispose();
	}
}

const registerTool = 'registerTool: note(registered.tools)';
const registerServer = 'registerMcpServerDefinitionProvider: note(registered.servers)';

test.each([
	['no language models', undefined, 0, 0],
	['no tools', `{ ${registerServer} }`, 0, 1],
	['no MCP', `{ ${registerTool} }`, 4, 0],
	['all of it', `{ ${registerTool}, ${registerServer} }`, 4, 1],
])('an editor with %s gets every command, and what it can take', async (_, lm, tools, servers) => {
	const activated = await activateIn(await editorWith(lm));
	expect([...activated.commands].sort()).toEqual(contributes.commands.map(({ command }) => command).sort());
	expect([activated.tools.length, activated.servers.length]).toEqual([tools, servers]);
});
