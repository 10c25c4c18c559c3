/** Starts the page with what the host has put into it. */
import type { GridPageData, GridPageState, ToGridHost, ToGridPage } from '../../protocol/grid.ts';
import { Channel } from './channel.ts';
import { GridPage } from './page.ts';

/** What VS Code gives to pages. */
interface Host {
	postMessage(message: ToGridHost): void;
	getState(): GridPageState | undefined;
	setState(state: GridPageState): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const data = JSON.parse(document.body.dataset.page ?? '{}') as GridPageData;
const kept = host.getState();
// What the panel has shown before is another table.
const state = kept !== undefined && inOrder(kept.subject) === inOrder(data.subject) ? kept : undefined;
const page = new GridPage(data, new Channel((message) => host.postMessage(message)), state, {
	remember: (state) => host.setState(state),
	tell: (message) => host.postMessage(message),
});
window.addEventListener('message', (event: MessageEvent<ToGridPage>) => page.take(event.data));
const main = document.querySelector('main');
if (main !== null) page.start(main);

/** The same text for the same object, whatever the order of its names. */
function inOrder(value: object): string {
	return JSON.stringify(value, (_, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part,
	);
}
