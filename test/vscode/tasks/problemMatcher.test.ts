/** The problem matcher finds the places of mistakes in what the command line prints. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadProject } from '../../../src/core/project/loadProject.ts';
import { errorText } from '../../../src/core/wording/errorText.ts';
import { plainPage } from '../../../src/core/wording/page.ts';
import { TerminalPage } from '../../../src/vscode/tasks/terminalPage.ts';

interface Pattern {
	readonly regexp: string;
	readonly file?: number;
	readonly line?: number;
	readonly column?: number;
	readonly message?: number;
}

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'freehold-matcher-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('each mistake in freehold.yaml becomes a problem at its place', async () => {
	const file = join(folder, 'freehold.yaml');
	await writeFile(file, 'version: 1\nconnections:\n  mls: { source: sparkle }\njobs: [1]\n');
	const text = errorText(await loadProject(folder).catch((error: unknown) => error), plainPage);
	const { contributes } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
		readonly contributes: { readonly problemMatchers: readonly [{ readonly pattern: readonly [Pattern, Pattern] }] };
	};
	const [head, place] = contributes.problemMatchers[0].pattern;
	const [first = '', ...rest] = text.split('\n');
	expect(new RegExp(head.regexp).exec(first)?.[head.file ?? 0]).toBe(file);
	const problems = rest.flatMap((line) => new RegExp(place.regexp).exec(line) ?? []);
	expect(problems.length).toBeGreaterThanOrEqual(8);
	const found = new RegExp(place.regexp).exec(rest[0] ?? '');
	expect([found?.[place.line ?? 0], found?.[place.message ?? 0]]).toEqual([
		'3',
		expect.stringMatching(/sparkle|source/),
	]);
});

test('lines of a task go back to the left, and are as wide as its terminal', () => {
	let written = '';
	const page = new TerminalPage((text) => (written += text));
	page.say('one\ntwo');
	expect(written).toBe('one\r\ntwo\r\n');
	page.resize(undefined);
	expect(page.width).toBe(100);
	page.resize(60);
	expect(page.width).toBe(60);
});
