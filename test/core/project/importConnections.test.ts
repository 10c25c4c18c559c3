/** Connections come from files of others; their secrets never get into ours. */
import { expect, test } from 'vitest';
import { addConnection } from '../../../src/core/project/edit/editConnections.ts';
import { importConnections } from '../../../src/core/project/importConnections.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';

const CANARY = 'canary-7f3a9c01b2d4e6f8a0c2e4d6b8f0a2c4';

test.each([
	['a freehold.yaml', `version: 1\nconnections:\n  mls: { source: spark, keyType: vow, token: ${CANARY} }\njobs: {}\n`],
	['a map', `{ "mls": { "source": "spark", "keyType": "vow", "access-token": "${CANARY}" } }`],
	['a list', `[{ "name": "mls", "source": "spark", "keyType": "vow", "bearer": "${CANARY}" }]`],
	['a secret under a name of its own', `- { name: mls, source: spark, keyType: vow, mykey: ${CANARY} }`],
])('connections of %s: settings for the file, secrets apart', (_, text) => {
	const [mls, ...others] = importConnections(text);
	expect(others).toEqual([]);
	expect(mls).toMatchObject({ name: 'mls', settings: { source: 'spark', keyType: 'vow' }, problems: [] });
	expect(Object.values(mls!.secrets)).toEqual([CANARY]);
	expect(addConnection('version: 1\nconnections: {}\n', 'mls', mls!.settings)).not.toContain(CANARY);
});

test('settings that are lists by dataset come along', () => {
	const text = 'connections: { a: { source: realpad, keys: { products: [unitId] }, group: Test } }';
	const [a] = importConnections(text);
	const file = addConnection('version: 1\nconnections:\n  b: { source: realpad }\n', 'a', a!.settings);
	expect(parseProject(file, '/w').project?.connections.get('a')).toMatchObject({
		keys: { products: ['unitId'] },
		group: 'Test',
	});
});

test('what cannot be taken says why, without quoting secrets', () => {
	const [odd] = importConnections(`[{ name: a b, source: spark, baseUrl: "https://x:${CANARY}@host" }]`);
	expect(odd!.problems.length).toBeGreaterThan(0);
	expect(JSON.stringify(odd!.problems)).not.toContain(CANARY);
	for (const text of ['[', '{ "a": 1 }', 'hello', '']) {
		expect(() => importConnections(text)).toThrow(/No connections were imported/);
	}
});
