/** A newcomer with an empty folder: by mouse in the oldest VS Code, without one through the walkthrough in the newest. */
import { expect, test } from 'vitest';
import { Walkthrough } from '../vscode-tools/walkthrough.ts';
import { barriers } from './barriers.ts';
import { openWindow } from './window.ts';

test('an empty folder becomes three filled sources by one button (oldest)', async () => {
	await using window = await openWindow({ leg: 'oldest' });
	const { workbench } = window;
	const sources = workbench.view('Sources');
	await workbench.openContainer('Freehold');
	const button = sources.button('Try with the Sandbox');
	await button.waitFor({ timeout: 60_000 });
	await window.picture('welcome-oldest');
	expect(await workbench.notifications.count()).toBe(0);
	await button.click();
	await sources.find('mls', 60_000);
	await workbench.notification('The sandbox is on').waitFor({ timeout: 120_000 });
	for (const source of ['Realpad', 'Reapit', 'Spark']) await sources.find(source);
	await (await sources.find('Listings')).click();
	await (await sources.find('Property, 2,000 rows')).click();
	await sources.find('ListingKey, text · 0 % empty');
	await window.picture('filled-oldest');
});

test('an empty folder becomes three filled sources by keyboard; the walkthrough ticks its steps off by itself (newest)', async () => {
	await using window = await openWindow();
	const { workbench } = window;
	const { keyboard } = workbench.page;
	const sources = workbench.view('Sources');
	const walkthrough = new Walkthrough(workbench);
	await walkthrough.open('Get Started with Freehold');
	await walkthrough.press('Look at what came');
	await walkthrough.done('Look at what came');
	await walkthrough.done('Open a folder');
	await sources.button('Try with the Sandbox').waitFor({ timeout: 60_000 });
	expect(await workbench.notifications.count()).toBe(0);

	await walkthrough.press('Try with the sandbox');
	await walkthrough.done('Try with the sandbox');
	await sources.row('Realpad').waitFor({ timeout: 60_000 });
	await workbench.notification('The sandbox is on').waitFor({ timeout: 120_000 });
	expect(await workbench.notifications.count()).toBe(1);

	await walkthrough.press('Run a job again');
	await workbench.quickRow('people').waitFor();
	await workbench.quickInput.fill('people');
	await workbench.quickInput.press('Enter');
	await walkthrough.done('Run a job again');
	await walkthrough.press('Connect to a vendor');
	await workbench.quickRow('Realpad').waitFor();
	await keyboard.press('Escape');
	await walkthrough.done('Connect to a vendor');
	await window.picture('walkthrough');

	// An open walkthrough takes the focus a moment after the palette has gone.
	await walkthrough.close();
	await workbench.enter('Freehold: Show Sources');
	for (const source of ['Realpad', 'Reapit', 'Spark']) await sources.arrowTo(source);
	// Groups come when the vendor has said what there is.
	await sources.find('Listings', 60_000);
	for (const row of ['mls', 'Listings', 'Property, 2,000 rows']) {
		await sources.arrowTo(row);
		await keyboard.press('ArrowRight');
	}
	await sources.row('ListingKey').waitFor();
	await sources.arrowTo('ListingKey, text · 0 % empty');
	await window.picture('filled-newest');
	expect(await barriers(workbench.page)).toEqual([]);
});
