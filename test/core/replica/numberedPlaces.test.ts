/** Node 22 takes `?1` for a name and binds no argument to it; the tests run on a newer one, which does. */
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

test('no statement has numbered places', () => {
	const folder = new URL('../../../src/core/', import.meta.url);
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
	const numbered = files.filter((name) => {
		const text = readFileSync(new URL(name, folder), 'utf8');
		return text.includes('prepare(') && /[\s=(,]\?\d\b/.test(text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, ''));
	});
	expect(files.length).toBeGreaterThan(100);
	expect(numbered).toEqual([]);
});
