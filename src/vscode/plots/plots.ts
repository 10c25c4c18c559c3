/** All open plots of the window. */
import * as vscode from 'vscode';
import type { GridArrangement, GridSubject } from '../../protocol/grid.ts';
import type { PlotKept, PlotPageData, ToPlotHost } from '../../protocol/plot.ts';
import type { Freehold } from '../freehold.ts';
import { headingOf, titleOf } from '../grid/gridSubject.ts';
import type { Grids } from '../grid/grids.ts';
import { PLOT_VIEW } from '../ids.ts';
import { pageHtml } from '../views/pageHtml.ts';
import { plotTexts } from './plotTexts.ts';
import { PlotSession } from './plotSession.ts';
import { plotWorld } from './plotWorld.ts';

export class Plots implements Disposable {
	readonly #freehold: Freehold;
	readonly #grids: Grids;
	readonly #open = new Map<vscode.WebviewPanel, PlotSession>();
	readonly #following: vscode.Disposable;

	constructor(freehold: Freehold, grids: Grids) {
		this.#freehold = freehold;
		this.#grids = grids;
		this.#following = grids.onArranged(({ subject, arrangement }) => this.#follow(subject, arrangement));
	}

	/** @param at  name of the column that the user is at */
	show(kept: PlotKept, at?: string): PlotSession {
		const title = vscode.l10n.t('Plot of {0}', titleOf(kept.subject));
		return this.attach(vscode.window.createWebviewPanel(PLOT_VIEW, title, vscode.ViewColumn.Beside), kept, at);
	}

	/** Makes a panel of VS Code a plot: a new one, or one of a reloaded window. */
	attach(panel: vscode.WebviewPanel, kept: PlotKept, at?: string): PlotSession {
		const { webview } = panel;
		const folder = vscode.Uri.joinPath(this.#freehold.context.extensionUri, 'dist', 'vscode', 'webview');
		webview.options = { enableScripts: true, localResourceRoots: [folder] };
		const world = plotWorld(this.#freehold, this.#grids, kept, (message) => void webview.postMessage(message));
		const session = new PlotSession(kept, at, world);
		this.#open.set(panel, session);
		webview.onDidReceiveMessage((message: ToPlotHost) => session.receive(message));
		panel.onDidDispose(() => {
			session.dispose();
			this.#open.delete(panel);
		});
		const title = headingOf(kept.subject);
		const data: PlotPageData = { title, texts: plotTexts(vscode.l10n) };
		webview.html = pageHtml(webview, folder, { name: 'plot', title, data, hasPictures: true });
		return session;
	}

	[Symbol.dispose](): void {
		this.#following.dispose();
		for (const session of this.#open.values()) session.dispose();
		this.#open.clear();
	}

	#follow(subject: GridSubject, arrangement: GridArrangement): void {
		const wanted = JSON.stringify([subject, this.#grids.of(subject)?.state.sheets?.current]);
		for (const session of this.#open.values()) {
			const { kept } = session;
			if (JSON.stringify([kept.subject, kept.sheet]) === wanted) void session.follow(arrangement);
		}
	}
}
