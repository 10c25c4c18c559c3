/** Why there is nothing to show: each reason has its own words, and one button. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

function withProject(text: string): (workspace: string) => void {
	return (workspace) => writeFileSync(join(workspace, 'freehold.yaml'), text);
}

const mls = 'version: 1\nconnections:\n  mls:\n    source: spark\n';

const cases: readonly (WindowOptions & { readonly name: string; readonly says: string; readonly button: string })[] = [
	{ name: 'no folder', hasNoFolder: true, says: 'Open a folder', button: 'Open Folder' },
	{ name: 'mistakes', prepare: withProject('version: 7\n'), says: 'has mistakes', button: 'Open freehold.yaml' },
	{
		name: 'no connection',
		prepare: withProject('version: 1\nconnections: {}\n'),
		says: 'no connection yet',
		button: 'Add Connection',
	},
	{ name: 'no credentials', prepare: withProject(mls), says: 'no credentials yet', button: 'Set Credentials' },
];

test.each(cases)('$name', async ({ name, says, button, ...options }) => {
	await using window = await openWindow(options);
	const { workbench } = window;
	await workbench.openContainer('Freehold');
	const sources = workbench.view('Sources');
	await sources.button(button).waitFor({ timeout: 60_000 });
	expect(await sources.welcome.innerText()).toContain(says);
	expect(await sources.welcome.locator('.monaco-button').count()).toBe(1);
	expect(await workbench.notifications.count()).toBe(0);
	await window.picture(`welcome-${name.replaceAll(' ', '-')}`);
});

test('a workspace that nobody trusts: nothing is sent, and it says so', async () => {
	await using window = await openWindow({ isRestricted: true, prepare: withProject(mls) });
	const { workbench } = window;
	await workbench.openContainer('Freehold');
	await workbench.view('Sources').button('Manage Trust').waitFor({ timeout: 60_000 });
	await workbench.command('Freehold: Replicate…');
	await workbench.notification('Freehold sends nothing from a workspace that is not trusted').waitFor();
	await window.picture('welcome-untrusted');
});
