/** What axe finds in the part of the workbench that is ours: the views. A walkthrough's page is the editor's own. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = '.sidebar .pane-body';

interface Violation {
	readonly id: string;
	readonly nodes: readonly { readonly html: string }[];
}

const rules = {
	// Experimental, and broken by every row that has a comma between what is shown side by side.
	'label-content-name-mismatch': { enabled: false },
	// Of the editor's own list, which draws rows in a part of its own, and of the buttons that it puts into them.
	'aria-required-children': { enabled: false },
	'target-size': { enabled: false },
};

export async function barriers(page: Page): Promise<readonly string[]> {
	await page.evaluate(axe);
	const found = await page.evaluate<readonly Violation[]>(
		`axe.run('${VIEWS}',
			{ rules: ${JSON.stringify(rules)}, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations)`,
	);
	return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
