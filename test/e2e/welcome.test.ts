/** Why there is nothing to show: each reason has its own words, and one button. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { freePort } from '../vscode-tools/freePort.ts';
import type { View } from '../vscode-tools/view.ts';
import { barriers } from './barriers.ts';
import { openWindow } from './window.ts';
import type { Window } from './window.ts';

const mls = 'version: 1\nconnections:\n  mls:\n    source: spark\n';

async function welcomed(window: Window, says: string, button: string): Promise<View> {
	const { workbench } = window;
	const sources = workbench.view('Sources');
	await sources.button(button).waitFor({ timeout: 60_000 });
	expect(await sources.welcome.innerText()).toContain(says);
	expect(await sources.welcome.locator('.monaco-button').count()).toBe(1);
	expect(await barriers(workbench.page)).toEqual([]);
	await window.picture(`welcome-${button.toLowerCase().replaceAll(/\W+/g, '-')}`);
	return sources;
}

test('no folder', async () => {
	await using window = await openWindow({ hasNoFolder: true });
	await window.workbench.openContainer('Freehold');
	await welcomed(window, 'Open a folder', 'Open Folder');
	expect(await window.workbench.notifications.count()).toBe(0);
});

test('mistakes, no connection, no credentials; away, and there again: the view follows freehold.yaml and the vendor', async () => {
	const port = await freePort();
	const origin = `http://127.0.0.1:${port}`;
	await using window = await openWindow({
		prepare: (workspace) => writeFileSync(join(workspace, 'freehold.yaml'), 'version: 7\n'),
		env: { FREEHOLD_HOME_TOKEN: 'sandbox-private' },
	});
	const { workbench, workspace } = window;
	const write = (text: string): void => writeFileSync(join(workspace, 'freehold.yaml'), text);
	await workbench.openContainer('Freehold');
	await welcomed(window, 'has mistakes', 'Open freehold.yaml');
	write('version: 1\nconnections: {}\n');
	await welcomed(window, 'no connection yet', 'Add Connection');
	write(mls);
	const sources = await welcomed(window, 'no credentials yet', 'Set Credentials');
	expect(await workbench.notifications.count()).toBe(0);

	write(
		`version: 1\nconnections:\n  home: { source: spark, keyType: private, baseUrl: "${origin}", identityUrl: "${origin}" }\njobs:\n  offices: { replicate: home/Office }\n`,
	);
	await (await sources.find('Replicate now')).click();
	const told = workbench.notification('did not finish');
	await told.waitFor({ timeout: 90_000 });
	await welcomed(window, 'could not be reached', 'Try Again');
	await workbench.dismiss(told);
	const sandbox = await startSandbox({ port, scale: 0.02 });
	try {
		await workbench.enter('Freehold: Run Job…');
		await workbench.quickRow('offices').waitFor();
		await workbench.page.keyboard.press('Enter');
		await (await sources.find('People', 60_000)).click();
		await sources.find('Office, 60 rows', 60_000);
	} finally {
		await sandbox.close();
	}
});

test('a workspace that nobody trusts: nothing is sent, and it says so', async () => {
	const sandbox = await startSandbox({ scale: 0.02 });
	const { api, identity } = sandbox.spark.origins;
	const settings = `    keyType: private\n    baseUrl: ${api}\n    identityUrl: ${identity}\n`;
	try {
		await using window = await openWindow({
			isRestricted: true,
			env: { FREEHOLD_MLS_TOKEN: 'sandbox-private' },
			prepare: (workspace) => {
				writeFileSync(join(workspace, 'freehold.yaml'), `${mls}${settings}jobs:\n  all: { replicate: mls }\n`);
			},
		});
		const { workbench } = window;
		await workbench.openContainer('Freehold');
		await welcomed(window, 'not trusted', 'Manage Trust');
		expect(await workbench.notifications.count()).toBe(0);
		for (const command of ['Replicate…', 'Run Job…', 'Test Connection…', 'Set Credentials…', 'Try with the Sandbox']) {
			await workbench.enter(`Freehold: ${command}`);
			const told = workbench.notification('Freehold sends nothing from a workspace that is not trusted');
			await told.waitFor();
			await workbench.dismiss(told);
		}
		expect(sandbox.spark.requestCount).toBe(0);
	} finally {
		await sandbox.close();
	}
});
