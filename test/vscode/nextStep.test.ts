/** Advice in the editor: nothing that has to be typed into a terminal. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { FreeholdError } from '../../src/core/errors.ts';
import type { Reason } from '../../src/core/errors.ts';
import { Patience } from '../../src/core/http/patience.ts';
import { missingSecret } from '../../src/core/missingSecret.ts';
import { nextStep } from '../../src/vscode/nextStep.ts';
import { clockText } from '../../src/vscode/views/words.ts';
import { english } from './english.ts';

const core = fileURLToPath(new URL('../../src/core/', import.meta.url));
const commands = fileURLToPath(new URL('../../src/cli/commands/', import.meta.url));

test('a wait that is too long names the setting, and when to go on', async () => {
	const now = Date.UTC(2026, 4, 1, 12);
	const clock = { now: () => now, sleep: () => Promise.resolve() };
	const patience = new Patience('projects', { clock, maxWaitMs: 0, onWait: undefined, onWaited: () => undefined });
	const error: unknown = await patience
		.forVendor(60_000, 'the vendor asks for a pause', undefined, new AbortController().signal)
		.catch((thrown: unknown) => thrown);
	if (!FreeholdError.is(error, 'suspended')) throw new Error('It waited');
	expect(nextStep(english, error)).toBe(
		`Run it again after ${clockText(now + 60_000)}, or allow longer waits in the settings`,
	);
});

test('missing secrets lead to the credentials', () => {
	for (const field of ['token', 'refreshToken']) {
		expect(nextStep(english, missingSecret('mls', field))).toBe('Set the credentials of the connection, or sign in');
	}
});

test('advice that holds in the editor too is kept, and so is freehold.yaml in it', () => {
	const next = "Mend freehold.yaml, or choose 'Freehold: Test Connection'; well-known names are fine";
	expect(nextStep(english, { reason: 'usage', next })).toBe(next);
});

test('no advice of core sends a user of the editor to the command line', () => {
	const verbs = globSync('*.ts', { cwd: commands }).map((file) => kebab(file.slice(0, -'.ts'.length)));
	const terminal = new RegExp(`--[a-z]|\\bfreehold (${verbs.join('|')})\\b`);
	const advice = globSync('**/*.ts', { cwd: core }).flatMap((file) =>
		[...readFileSync(join(core, file), 'utf8').matchAll(/\bnext:\s*(?:[^;{}]*?\?\s*)?(['"`])(.*?)\1,?$/gm)].map(
			([, , next]) => next ?? '',
		),
	);
	expect(advice.filter((next) => terminal.test(next)).length).toBeGreaterThan(20);
	const reasons: readonly Reason[] = ['suspended', 'credentials', 'configuration', 'notFound', 'query', 'usage'];
	const shown = advice.flatMap((next) => reasons.map((reason) => nextStep(english, { reason, next }) ?? ''));
	expect(shown.filter((next) => terminal.test(next))).toEqual([]);
});

function kebab(name: string): string {
	return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
