/** The Realpad chapters of `docs/sandbox.md` name everything that can be asked, switched or ordered. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exportsByEndpoint } from '../../../src/sandbox/realpad/exports/catalogue.ts';
import { realpadOperationNames } from '../../../src/sandbox/realpad/control.ts';
import { strictRealpad } from '../../../src/sandbox/realpad/options.ts';
import { openRig } from './rig.ts';

const text = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
const chapters = text.slice(text.indexOf('# Realpad\n'));

test('every switch and every operation is named', () => {
	for (const name of Object.keys(strictRealpad)) expect(chapters, name).toContain(`\`${name}:`);
	for (const name of realpadOperationNames) expect(chapters, name).toMatch(new RegExp(`\\b${name}\\b`));
});

test('every export is listed with its parameters', () => {
	const rowOf = (endpoint: string): string => new RegExp(`^\\| \`${endpoint}\` \\|.*$`, 'm').exec(chapters)?.[0] ?? '';
	const five = [...exportsByEndpoint.get('list-excel-customers-contacts')!.filters];
	for (const [endpoint, { filters, own }] of exportsByEndpoint) {
		const row = rowOf(endpoint).replace('the same five', five.map((name) => `\`${name}\``).join(' '));
		const named = [...row.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name);
		expect(named, endpoint).toEqual([...filters, ...own.map(({ name }) => name)]);
	}
});

test('every user is listed', async () => {
	await using rig = await openRig();
	for (const { login } of rig.realpad.users) expect(chapters, login).toContain(`| \`${login}\` |`);
});

test('the figures are true', async () => {
	await using rig = await openRig({}, { scale: 1 });
	const count = (name: string): number => rig.realpad.table(`list-excel-${name}`).rows.length;
	const figures = ['projects', 'products', 'customers', 'inquiries', 'deals', 'payments-prescribed', 'tasks', 'events'];
	const rounded = figures.map((name) => Math.round(count(name) / (count(name) < 100 ? 1 : 100)));
	expect(rounded).toEqual([12, 30, 40, 50, 14, 48, 35, 60]);
});
