/** A walkthrough, as somebody goes through it who has no mouse. */
import { errors } from 'playwright-core';
import type { Locator } from 'playwright-core';
import type { Workbench } from './workbench.ts';

/** A step that was chosen takes the focus once more when it has opened. */
const ANIMATION_MS = 300;
/** Until it is closed, and until that is asked for again. */
const CLOSE_MS = 60_000;
const LOOK_MS = 3_000;

export class Walkthrough {
	readonly #workbench: Workbench;

	constructor(workbench: Workbench) {
		this.#workbench = workbench;
	}

	/** From the palette; its first step has the focus then. */
	async open(title: string): Promise<void> {
		await this.#workbench.enter('Welcome: Open Walkthrough...');
		await this.#workbench.quickInput.fill(title);
		await this.#workbench.quickRow(title).waitFor();
		await this.#workbench.page.keyboard.press('Enter');
		await this.step(title).or(this.#steps.first()).waitFor();
	}

	/** From the palette, once more where the page has taken the key from it. */
	async close(): Promise<void> {
		for (const deadline = Date.now() + CLOSE_MS; ;) {
			await this.#workbench.enter('View: Close All Editors');
			try {
				await this.#page.waitFor({ state: 'detached', timeout: LOOK_MS });
				return;
			} catch (error) {
				if (!(error instanceof errors.TimeoutError) || Date.now() > deadline) throw error;
			}
		}
	}

	step(title: string): Locator {
		return this.#steps.filter({ has: this.#workbench.page.locator(`h3:text-is("${title}")`) });
	}

	/** Waits until its mark says so. */
	async done(title: string): Promise<void> {
		await this.step(title).locator('[role=checkbox][aria-checked=true]').waitFor();
	}

	/** Goes to a step by arrow keys and presses its button. */
	async press(title: string): Promise<void> {
		const { page } = this.#workbench;
		await this.#steps.first().focus();
		await page.keyboard.press('Enter');
		for (let presses = await this.#placeOf(title); presses > 0; presses--) await page.keyboard.press('ArrowDown');
		await this.step(title).and(page.locator('[aria-expanded=true]')).waitFor();
		const button = this.step(title).locator('.button-container .monaco-button');
		const focused = button.and(page.locator(':focus'));
		do {
			while ((await focused.count()) === 0) await page.keyboard.press('Tab');
			await page.waitForTimeout(ANIMATION_MS);
		} while ((await focused.count()) === 0);
		await page.keyboard.press('Enter');
	}

	get #steps(): Locator {
		return this.#page.locator('button.getting-started-step');
	}

	get #page(): Locator {
		return this.#workbench.page.locator('.gettingStartedContainer');
	}

	async #placeOf(title: string): Promise<number> {
		const titles = await this.#steps.locator('h3').allInnerTexts();
		return titles.indexOf(title);
	}
}
