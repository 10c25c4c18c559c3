/** An editor that forgets secrets is found out at the next start, and one that keeps them never is. */
import { expect, test } from 'vitest';
import { Keyring } from '../../../src/vscode/outside/keyring.ts';
import type { KeyringMark } from '../../../src/vscode/outside/keyring.ts';

/** One editor over several sessions; `stored` is what its secret storage holds. */
function editor(): { stored: Map<string, string>; session: (id: string) => Keyring } {
	const stored = new Map<string, string>();
	let mark: KeyringMark | undefined;
	const storage = {
		get: (key: string) => Promise.resolve(stored.get(key)),
		store: (key: string, value: string) => Promise.resolve(void stored.set(key, value)),
		delete: (key: string) => Promise.resolve(void stored.delete(key)),
	};
	const memory = {
		remembered: () => mark,
		remember: (next: KeyringMark) => {
			mark = next;
			return Promise.resolve();
		},
	};
	return { stored, session: (id) => new Keyring(storage, memory, id) };
}

test('nothing is known before anything was stored, nor within the session that stored it', async () => {
	const { session } = editor();
	const first = session('1');
	expect(await first.look()).toBe('unknown');
	await first.plant();
	expect(await first.look()).toBe('unknown');
});

test('a keyring that lasts is recognised, and its mark stays', async () => {
	const { stored, session } = editor();
	await session('1').plant();
	const before = [...stored];
	expect(await session('2').look()).toBe('lasts');
	await session('2').plant();
	expect([...stored]).toEqual(before);
});

test('a storage that forgets is noticed in the next session, and again after it was used again', async () => {
	const { stored, session } = editor();
	await session('1').plant();
	stored.clear();
	expect(await session('2').look()).toBe('forgets');
	await session('2').plant();
	expect(await session('2').look()).toBe('unknown');
	stored.clear();
	expect(await session('3').look()).toBe('forgets');
});
