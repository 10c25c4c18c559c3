/** The Reapit chapters of `docs/sandbox.md` name every switch, order and credential of the writing half. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { identityOrders } from '../../../src/sandbox/reapit/identityOrders.ts';
import { strictReapitWriting } from '../../../src/sandbox/reapit/writingOptions.ts';
import { reapitStarted } from './writingRig.ts';

const text = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
const chapters = text.slice(text.indexOf('## Reapit: identity\n'));

test('every switch and every order is named', () => {
	for (const name of Object.keys(strictReapitWriting)) expect(chapters, name).toContain(`\`${name}:`);
	for (const name of Object.keys(identityOrders)) expect(chapters, name).toContain(`\`${name}\``);
});

test('every application and user is listed', async () => {
	const { clients } = (await reapitStarted()).handlers;
	for (const { id, secret } of [clients.server, clients.reader, clients.publicClient, clients.notInstalled])
		expect(chapters).toContain(`| \`${id}\` | ${secret === undefined ? 'none' : `\`${secret}\``}`);
	for (const { name, password, customer } of clients.users)
		expect(chapters).toContain(`| \`${name}\` | \`${password}\` | \`${customer}\` |`);
	for (const uri of clients.server.redirectUris) expect(chapters).toContain(`\`${uri}\``);
});
