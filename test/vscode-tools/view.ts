/** One view of a container, as a user meets it: rows of a list that scrolls, or what it says where it has none. */
import type { Locator, Page } from 'playwright-core';

/** How often a row is looked for that is not there yet. */
const LOOK_EVERY_MS = 200;
/** Until a key has moved the focus, or there is nowhere to go. */
const MOVE_MS = 1_000;

export class View {
	readonly title: string;
	readonly #page: Page;
	readonly #pane: Locator;

	constructor(page: Page, title: string) {
		this.title = title;
		this.#page = page;
		this.#pane = page.locator('.pane', { has: page.locator(`.pane-header h3.title:text-is("${title}")`) });
	}

	get header(): Locator {
		return this.#pane.locator('.pane-header');
	}

	/** Opens it where it is folded up. */
	async expand(): Promise<void> {
		await this.header.waitFor();
		if ((await this.header.getAttribute('aria-expanded')) === 'false') await this.header.click();
	}

	/** A row that is drawn, by the beginning of what a screen reader says of it; one far away is not drawn (`find`). */
	row(label: string): Locator {
		return this.#pane.locator(`.monaco-list-row[aria-label^="${label}"]`).first();
	}

	/** Waits for a row, wherever in the list it is, and brings it into sight. */
	async find(label: string, timeoutMs = 30_000): Promise<Locator> {
		const row = this.row(label);
		const deadline = Date.now() + timeoutMs;
		while (!(await this.#reach(row))) {
			if (Date.now() > deadline) {
				const shown = (await this.labels()).join('\n  ');
				throw new Error(`'${this.title}' has no row '${label}'. In sight:\n  ${shown}`);
			}
			await this.#page.waitForTimeout(LOOK_EVERY_MS);
		}
		return row;
	}

	/** Goes to a row by arrow keys, from the first one down: it has the focus then. Once more where the list is still filling. */
	async arrowTo(label: string, timeoutMs = 30_000): Promise<void> {
		await this.#pane.locator('.monaco-list:focus').waitFor();
		for (const deadline = Date.now() + timeoutMs; !(await this.#arrowDownTo(label));) {
			if (Date.now() > deadline) throw new Error(`No arrow key leads to '${label}' in '${this.title}'`);
		}
	}

	/** @returns false where the last row is another one */
	async #arrowDownTo(label: string): Promise<boolean> {
		await this.#press('Home');
		for (;;) {
			const focused = await this.focused();
			if (focused?.startsWith(label) === true) return true;
			if (!(await this.#press('ArrowDown'))) return false;
		}
	}

	/** @returns whether another row has the focus then; the list takes a moment, and a second key would pass over a row */
	async #press(key: string): Promise<boolean> {
		const before = await this.focused();
		await this.#page.keyboard.press(key);
		const deadline = Date.now() + MOVE_MS;
		while (Date.now() < deadline) {
			const now = await this.focused();
			if (now !== undefined && now !== before) return true;
			await this.#page.waitForTimeout(LOOK_EVERY_MS / 10);
		}
		return false;
	}

	/** What a screen reader says of the row that has the focus. */
	async focused(): Promise<string | undefined> {
		const row = this.#pane.locator('.monaco-list:focus .monaco-list-row.focused');
		return (await row.count()) === 0 ? undefined : ((await row.getAttribute('aria-label')) ?? '').trim();
	}

	/** What a screen reader says of the rows in sight. */
	async labels(): Promise<readonly string[]> {
		const rows = await this.#pane.locator('.monaco-list-row').all();
		return Promise.all(rows.map(async (row) => ((await row.getAttribute('aria-label')) ?? '').trim()));
	}

	/** What it says when it has nothing to show. */
	get welcome(): Locator {
		return this.#pane.locator('.welcome-view-content:visible');
	}

	/** A button of what it says then. */
	button(title: string): Locator {
		return this.welcome.locator('.monaco-button', { hasText: title });
	}

	/** From the first row down to it, page by page. */
	async #reach(row: Locator): Promise<boolean> {
		const list = this.#pane.locator('.monaco-list:visible');
		if (await isDrawn(row)) return true;
		if ((await list.count()) === 0) return false;
		await list.focus();
		await this.#page.keyboard.press('Home');
		for (let before: string | null | undefined; ;) {
			if (await isDrawn(row)) return true;
			const at = await list.getAttribute('aria-activedescendant');
			if (at === before) return false;
			before = at;
			await this.#page.keyboard.press('PageDown');
		}
	}
}

/** Brings it into sight where it is only half there. */
async function isDrawn(row: Locator): Promise<boolean> {
	if ((await row.count()) === 0) return false;
	await row.scrollIntoViewIfNeeded();
	return true;
}
