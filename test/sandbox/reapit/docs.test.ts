/** The Reapit chapters of `docs/sandbox.md` name everything that can be switched or ordered. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reapitOperationNames } from '../../../src/sandbox/reapit/control.ts';
import { identityOrders } from '../../../src/sandbox/reapit/identityOrders.ts';
import { strictReapit } from '../../../src/sandbox/reapit/options.ts';
import { withoutEffect } from '../../../src/sandbox/reapit/reading/specialFilters.ts';
import { strictReapitWriting } from '../../../src/sandbox/reapit/writingOptions.ts';
import { openReapit } from './rig.ts';

const text = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
const chapters = text.slice(text.indexOf('# Reapit\n'));

test('every switch and every operation of reading is named', () => {
	const switches = Object.keys(strictReapit).filter((name) => !(name in strictReapitWriting));
	const operations = reapitOperationNames.filter((name) => !(name in identityOrders));
	for (const name of switches) expect(chapters, name).toContain(`\`${name}:`);
	for (const name of operations) expect(chapters, name).toMatch(new RegExp(`\\b${name}\\b`));
});

test('parameters without effect are listed', () => {
	for (const key of Object.keys(withoutEffect)) expect(chapters, key).toContain(`\`${key.split(' ')[1]!}\``);
});

test('the figures are true', async () => {
	await using rig = await openReapit({}, { scale: 1 });
	const counts = rig.reapit.counts();
	const row = /\| Contacts \|.*\n.*\n\| (.*) \|/
		.exec(chapters)![1]!
		.split(' | ')
		.map((cell) => Number(cell.replace(',', '')));
	const names =
		'contacts properties propertyImages landlords vendors applicants tenancies appointments offers documents transactions journalEntries';
	expect(row).toEqual(names.split(' ').map((name) => counts[name]));
});
