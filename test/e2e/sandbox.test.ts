/** A newcomer with an empty folder: welcome, Try with the Sandbox, rows in the tree; in the oldest VS Code and the newest. */
import { expect, test } from 'vitest';
import { LEGS } from '../vscode-tools/tools.ts';
import { openWindow } from './window.ts';

test.each(LEGS)('an empty folder becomes three filled sources by one button (%s)', async (leg) => {
	await using window = await openWindow({ leg });
	const { workbench } = window;
	const sources = workbench.view('Sources');
	await workbench.openContainer('Freehold');
	const button = sources.button('Try with the Sandbox');
	await button.waitFor({ timeout: 60_000 });
	await window.picture(`welcome-${leg}`);
	expect(await workbench.notifications.count()).toBe(0);
	await button.click();
	await sources.find('mls', 60_000);
	await window.picture(`filling-${leg}`);
	await workbench.notification('The sandbox is on').waitFor({ timeout: 120_000 });
	for (const source of ['Realpad', 'Reapit', 'Spark']) await sources.find(source);
	await (await sources.find('Listings')).click();
	await (await sources.find('Property, 2,000 rows')).click();
	await sources.find('ListingKey, text · 0 % empty');
	await window.picture(`filled-${leg}`);
});
