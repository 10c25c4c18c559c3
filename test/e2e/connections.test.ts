/** Adding a connection by keyboard: step by step, back and forth, left midway, with a wrong password, and then right. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openWindow } from './window.ts';

const WRONG = 'canary-wrong-4b1d';

/** Files below a folder that hold a text. */
function holding(text: string, folder: string): readonly string[] {
	try {
		return execFileSync('grep', ['-rl', '--', text, folder], { encoding: 'utf8' }).trim().split('\n');
	} catch (error) {
		// `grep` ends with 1 where it finds nothing.
		if (error instanceof Error && 'status' in error && error.status === 1) return [];
		throw error;
	}
}

test('a Realpad connection is described, tried and saved; its password is nowhere on the disk', async () => {
	const sandbox = await startSandbox({ scale: 0.02 });
	await using window = await openWindow();
	try {
		const { workbench, workspace, server } = window;
		const { page } = workbench;
		const file = join(workspace, 'freehold.yaml');
		const title = page.locator('.quick-input-widget:visible .quick-input-title');
		const steps = async (text: string): Promise<void> => {
			await expect.poll(() => title.textContent(), { timeout: 30_000 }).toContain(text);
		};
		const enter = async (text?: string): Promise<void> => {
			if (text !== undefined) await workbench.quickInput.fill(text);
			await page.keyboard.press('Enter');
		};
		await workbench.openContainer('Freehold');
		await workbench.view('Sources').button('Try with the Sandbox').waitFor({ timeout: 60_000 });

		await workbench.command('Freehold: Add Connection…');
		await steps('(1/');
		await page.keyboard.press('Escape');
		await workbench.quickInput.waitFor({ state: 'hidden' });
		expect(existsSync(file)).toBe(false);

		await workbench.command('Freehold: Add Connection…');
		await steps('(1/');
		await workbench.quickInput.fill('Realpad');
		await enter();
		await steps('(2/6)');
		await workbench.quickInput.fill('9');
		await page.locator('.quick-input-message', { hasText: 'cannot name a connection' }).waitFor();
		await enter('towers');
		await steps('(3/6)');
		await page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
		await steps('(2/6)');
		expect(await workbench.quickInput.inputValue()).toBe('towers');
		await enter();
		await steps('(3/6)');
		await workbench.quickInput.fill('another');
		await enter();
		await steps('(4/7)');
		await enter(sandbox.realpad.origin);
		await steps('(5/7)');
		await enter();
		await steps('(6/7)');
		await enter('takeout');
		await steps('(7/7)');
		await window.picture('connection-password');
		await enter(WRONG);
		await workbench.quickRow('Change Answers').waitFor({ timeout: 30_000 });
		expect(await workbench.quickRow('Test Again').count()).toBe(0);
		expect(existsSync(file)).toBe(false);
		await window.picture('connection-refused');
		await workbench.quickRow('Change Answers').click();
		await steps('(6/7)');
		await enter();
		await steps('(7/7)');
		await enter('sandbox-takeout');
		await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true);
		expect(readFileSync(file, 'utf8')).toContain(`baseUrl: ${sandbox.realpad.origin}`);
		await workbench.view('Sources').find('towers');
		await window.picture('connection-saved');
		expect(sandbox.realpad.requestCount).toBe(2);
		for (const secret of [WRONG, 'sandbox-takeout']) {
			expect([...holding(secret, workspace), ...holding(secret, server.folder)], secret).toEqual([]);
		}
	} finally {
		await sandbox.close();
	}
});
