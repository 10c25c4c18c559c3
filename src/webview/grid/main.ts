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
const page = new GridPage(data, new Channel((message) => host.postMessage(message)), host.getState(), {
	remember: (state) => host.setState(state),
	tell: (message) => host.postMessage(message),
});
window.addEventListener('message', (event: MessageEvent<ToGridPage>) => page.take(event.data));
const main = document.querySelector('main');
if (main !== null) page.start(main);
