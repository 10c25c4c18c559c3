/** Secrets in the editor: bound to a folder and to the servers they were given for, and never in the log. */
import { expect, test } from 'vitest';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { Connection } from '../../../src/core/project/project.ts';
import type { ConnectionRef } from '../../../src/vscode/refs.ts';
import { HostSecrets } from '../../../src/vscode/outside/hostSecrets.ts';

const ref: ConnectionRef = { folder: 'file:///work/one', connection: 'mls' };
const copy: ConnectionRef = { folder: 'file:///work/copy', connection: 'mls' };

interface Rig {
	readonly secrets: HostSecrets;
	readonly stored: Map<string, string>;
	readonly hidden: readonly string[];
}

function rig(env: Readonly<Record<string, string>> = {}): Rig {
	const stored = new Map<string, string>();
	const hidden: string[] = [];
	const storage = {
		get: (key: string) => Promise.resolve(stored.get(key)),
		store: (key: string, value: string) => Promise.resolve(void stored.set(key, value)),
		delete: (key: string) => Promise.resolve(void stored.delete(key)),
	};
	return { secrets: new HostSecrets(storage, { hide: (secret) => void hidden.push(secret) }, env), stored, hidden };
}

function spark(baseUrl?: string): Connection {
	const at = baseUrl === undefined ? '' : `\n    baseUrl: ${baseUrl}`;
	const text = `version: 1\nconnections:\n  mls:\n    source: spark${at}\n`;
	const connection = parseProject(text, '/work/one').project?.connections.get('mls');
	if (connection === undefined) throw new Error('the test has a mistake in its freehold.yaml');
	return connection;
}

test('what was stored for a connection is found again, under one key', async () => {
	const { secrets, stored } = rig();
	await secrets.store(ref, spark(), { token: 'canary-1' });
	expect(await secrets.of(ref, spark()).get('token')).toBe('canary-1');
	expect([...stored.keys()]).toEqual([expect.stringMatching(/^freehold:mls@[0-9a-f]{16}$/)]);
});

test('a connection of the same name in another folder does not get it', async () => {
	const { secrets } = rig();
	await secrets.store(ref, spark(), { token: 'canary-1' });
	expect(await secrets.of(copy, spark()).get('token')).toBeUndefined();
});

test('a freehold.yaml that names another server does not get it', async () => {
	const { secrets } = rig();
	await secrets.store(ref, spark(), { token: 'canary-1' });
	await expect(secrets.of(ref, spark('https://elsewhere.example')).get('token')).rejects.toMatchObject({
		reason: 'unsafe',
	});
});

test('secrets for a new server begin anew: those for the old one are not taken along', async () => {
	const { secrets } = rig();
	await secrets.store(ref, spark(), { token: 'canary-1', refreshToken: 'canary-2' });
	const moved = spark('https://elsewhere.example');
	await secrets.store(ref, moved, { token: 'canary-3' });
	expect(await secrets.of(ref, moved).get('token')).toBe('canary-3');
	expect(await secrets.of(ref, moved).get('refreshToken')).toBeUndefined();
});

test('fields that are renewed at the same time all survive', async () => {
	const { secrets } = rig();
	const of = secrets.of(ref, spark());
	await Promise.all([of.set?.('accessToken', 'canary-1'), of.set?.('refreshToken', 'canary-2')]);
	expect(await of.get('accessToken')).toBe('canary-1');
	expect(await of.get('refreshToken')).toBe('canary-2');
});

test('the environment is asked where nothing is stored', async () => {
	const { secrets } = rig({ FREEHOLD_MLS_TOKEN: 'canary-env' });
	expect(await secrets.of(ref, spark()).get('token')).toBe('canary-env');
	await secrets.store(ref, spark(), { token: 'canary-1' });
	expect(await secrets.of(ref, spark()).get('token')).toBe('canary-1');
	await secrets.remove(ref);
	expect(await secrets.of(ref, spark()).get('token')).toBe('canary-env');
});

test('the log is told what it must hide, stored or read', async () => {
	const { secrets, hidden } = rig({ FREEHOLD_MLS_TOKEN: 'canary-env' });
	await secrets.of(ref, spark()).get('token');
	await secrets.store(ref, spark(), { refreshToken: 'canary-1' });
	expect(hidden).toEqual(['canary-env', 'canary-1']);
});

test('after the user has allowed the new server it gets them, and the old one does not', async () => {
	const { secrets } = rig();
	const moved = spark('https://elsewhere.example');
	await secrets.store(ref, spark(), { token: 'canary-1' });
	expect(await secrets.standing(ref, moved)).toEqual({
		kind: 'elsewhere',
		given: ['https://sparkapi.com'],
		now: ['https://elsewhere.example'],
	});
	await secrets.allow(ref, moved);
	expect(await secrets.of(ref, moved).get('token')).toBe('canary-1');
	await expect(secrets.of(ref, spark()).get('token')).rejects.toMatchObject({ reason: 'unsafe' });
});

test('what stands there tells names of fields, never values', async () => {
	const { secrets } = rig();
	expect(await secrets.standing(ref, spark())).toEqual({ kind: 'none' });
	await secrets.store(ref, spark(), { token: 'canary-1' });
	const standing = await secrets.standing(ref, spark());
	expect(standing).toEqual({ kind: 'here', fields: ['token'] });
	expect(JSON.stringify(standing)).not.toContain('canary');
});

test('secrets follow a new name within their folder, never into another one', async () => {
	const { secrets, stored } = rig();
	await secrets.store(ref, spark(), { token: 'canary-1' });
	const renamed = { ...ref, connection: 'mls2' };
	await secrets.copy(ref, renamed);
	expect(await secrets.of(renamed, spark()).get('token')).toBe('canary-1');
	await secrets.copy(ref, copy);
	expect(await secrets.of(copy, spark()).get('token')).toBeUndefined();
	await secrets.remove(ref);
	expect(await secrets.of(ref, spark()).get('token')).toBeUndefined();
	expect(stored.size).toBe(1);
});
