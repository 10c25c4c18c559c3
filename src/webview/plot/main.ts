/** Starts the page with what the host has put into it. */
import type { PlotKept, PlotPageData, ToPlotHost, ToPlotPage } from '../../protocol/plot.ts';
import { PlotPage } from './plotPage.ts';

/** What VS Code gives to pages. */
interface Host {
	postMessage(message: ToPlotHost): void;
	getState(): PlotKept | undefined;
	setState(state: PlotKept): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const data = JSON.parse(document.body.dataset.page ?? '{}') as PlotPageData;
const page = new PlotPage(data, host.getState()?.isTableShown ?? false, {
	post: (message) => host.postMessage(message),
	keep: (state) => host.setState(state),
});
window.addEventListener('message', (event: MessageEvent<ToPlotPage>) => page.take(event.data));
const main = document.querySelector('main');
if (main !== null) page.start(main);
