/** A window that is reloaded in the middle of a run: the next one goes on by itself. */
import { test } from 'vitest';
import { openWindow } from './window.ts';

test('runs that a reload has stopped are taken up again, with the sandbox that they need', async () => {
	await using window = await openWindow();
	const { workbench } = window;
	const sources = workbench.view('Sources');
	await workbench.openContainer('Freehold');
	await sources.button('Try with the Sandbox').click({ timeout: 60_000 });
	await sources.find('mls', 60_000);
	await workbench.reload();
	await workbench.openContainer('Freehold');
	await (await sources.find('Listings', 120_000)).click();
	await sources.find('Property, 2,000 rows', 120_000);
	await window.picture('reloaded');
});
