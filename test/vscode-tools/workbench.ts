/** The workbench as a user meets it: palette, tree, notifications. */
import { errors } from 'playwright-core';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { View } from './view.ts';

/** The first start of a busy machine is slow; later waits are short. */
const startMs = 120_000;
/** Until the palette has a command, and until it is asked again. */
const findMs = 30_000;
const tryMs = 5_000;

export class Workbench {
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	async open(url: string): Promise<void> {
		await this.page.goto(url);
		await this.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startMs });
	}

	async reload(): Promise<void> {
		await this.open(this.page.url());
	}

	/** Shows a view's container; one that was open before a reload is open again by itself. */
	async openContainer(title: string): Promise<void> {
		const tab = this.page.locator('.activitybar .action-item', {
			has: this.page.locator(`.action-label[aria-label="${title}"]`),
		});
		await tab.waitFor({ timeout: startMs });
		if ((await tab.getAttribute('aria-expanded')) !== 'true') await tab.locator('.action-label').click();
	}

	/** Runs a command from the palette, by its title with category. */
	async command(title: string): Promise<void> {
		await this.#find(title);
		await this.quickRow(title).click();
	}

	/** Runs a command from the palette without a mouse. */
	async enter(title: string): Promise<void> {
		await this.#untilKept(async () => {
			await this.#find(title);
			await this.quickRow(title).and(this.page.locator('.focused')).waitFor({ timeout: tryMs });
			await this.quickInput.press('Enter', { timeout: tryMs });
		});
	}

	/** Looks a command up in the palette. */
	async #find(title: string): Promise<void> {
		await this.#untilKept(async () => {
			await this.page.keyboard.press('F1');
			await this.quickInput.fill(`>${title}`, { timeout: tryMs });
			await this.quickRow(title).waitFor({ timeout: tryMs });
		});
	}

	/** Opens the palette anew where a page of VS Code's own (the walkthrough) took the focus from it, which closes it. */
	async #untilKept(useIt: () => Promise<void>): Promise<void> {
		for (const deadline = Date.now() + findMs; ;) {
			try {
				await useIt();
				return;
			} catch (error) {
				if (!(error instanceof errors.TimeoutError) || Date.now() > deadline) throw error;
			}
		}
	}

	get quickInput(): Locator {
		return this.page.locator('.quick-input-widget:visible input.input');
	}

	quickRow(text: string): Locator {
		return this.page
			.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row', { hasText: text })
			.first();
	}

	/** A view of the container that is open. */
	view(title: string): View {
		return new View(this.page, title);
	}

	/** A dialog that waits for an answer. */
	get dialog(): Locator {
		return this.page.locator('.monaco-dialog-box');
	}

	dialogButton(title: string): Locator {
		return this.dialog.locator('.monaco-button', { hasText: title });
	}

	/** All that pop up now. */
	get notifications(): Locator {
		return this.page.locator('.notification-toast');
	}

	notification(text: string): Locator {
		return this.page.locator('.notification-toast', { hasText: text });
	}

	/** Takes a notification away. */
	async dismiss(notification: Locator): Promise<void> {
		await notification.hover();
		await notification.locator('.codicon-notifications-clear').click();
		await notification.waitFor({ state: 'detached' });
	}

	/** The document within a webview. */
	webview(): FrameLocator {
		return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
	}
}
