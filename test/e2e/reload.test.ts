/** A window that is reloaded in the middle of a run: the next one goes on by itself. */
import { test } from 'vitest';
import { openWindow } from './window.ts';

test('runs that a reload has stopped are taken up again, with the sandbox that they need', async () => {
	await using window = await openWindow();
	const { workbench } = window;
	await workbench.openContainer('Freehold');
	await workbench.welcomeButton('Try with the Sandbox').click({ timeout: 60_000 });
	await workbench.treeRow('mls').waitFor({ timeout: 60_000 });
	await workbench.reload();
	await workbench.openContainer('Freehold');
	await workbench.treeRow('Listings').click({ timeout: 120_000 });
	await workbench.treeRow('Property, 2,000 rows').waitFor({ timeout: 120_000 });
	await window.picture('reloaded');
});
