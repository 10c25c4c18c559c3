/** A newcomer with an empty folder: welcome, Try with the Sandbox, rows in the tree; in the oldest VS Code and the newest. */
import { expect, test } from 'vitest';
import { LEGS } from '../vscode-tools/tools.ts';
import { openWindow } from './window.ts';

test.each(LEGS)('an empty folder becomes three filled sources by one button (%s)', async (leg) => {
	await using window = await openWindow({ leg });
	const { workbench } = window;
	await workbench.openContainer('Freehold');
	const button = workbench.welcomeButton('Try with the Sandbox');
	await button.waitFor({ timeout: 60_000 });
	await window.picture(`welcome-${leg}`);
	expect(await workbench.notifications.count()).toBe(0);
	await button.click();
	await workbench.treeRow('mls').waitFor({ timeout: 60_000 });
	await window.picture(`filling-${leg}`);
	await workbench.notification('The sandbox is on').waitFor({ timeout: 120_000 });
	for (const source of ['Realpad', 'Reapit', 'Spark']) await workbench.treeRow(source).waitFor();
	await workbench.treeRow('Listings').click();
	const property = workbench.treeRow('Property, 2,000 rows');
	await property.waitFor();
	await property.click();
	await workbench.treeRow('ListingKey, text · 0 % empty').waitFor();
	await window.picture(`filled-${leg}`);
});
