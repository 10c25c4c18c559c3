/** All open grids of the window: panels, and editors of files. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import { linkFilters } from '../../core/tables/links/linkFilters.ts';
import type { GridArrangement, GridLink, GridPageData, GridSubject } from '../../protocol/grid.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { GRID_VIEW } from '../ids.ts';
import { pageHtml } from '../views/pageHtml.ts';
import { GridSession } from './gridSession.ts';
import { headingOf, titleOf } from './gridSubject.ts';
import { gridTexts } from './gridTexts.ts';
import { LayoutMemory } from './layoutMemory.ts';

interface OpenGrid {
	readonly panel: vscode.WebviewPanel;
	readonly session: GridSession;
	/** What listens to the panel. */
	readonly listeners: readonly Ending[];
}

function isDatabase(subject: GridSubject): boolean {
	return subject.kind === 'file' && /\.sqlite$/i.test(vscode.Uri.parse(subject.uri).path);
}

export interface ArrangedGrid {
	readonly subject: GridSubject;
	readonly arrangement: GridArrangement;
}

export class Grids implements Disposable {
	readonly #freehold: Freehold;
	readonly #layouts: LayoutMemory;
	readonly #open = new Map<vscode.WebviewPanel, OpenGrid>();
	readonly #arranged = new vscode.EventEmitter<ArrangedGrid>();
	/** A grid shows other rows, or the same in another order. */
	readonly onArranged = this.#arranged.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#layouts = new LayoutMemory(freehold.storage);
	}

	/**
	 * One that shows the same already comes to the front.
	 *
	 * @param arrangement  of its rows; as they are, or were before, where absent
	 * @param sheet  whose columns it is about, of a workbook
	 * @throws FreeholdError `usage` where an open grid shows another sheet
	 */
	show(subject: GridSubject, arrangement?: GridArrangement, sheet?: number): GridSession {
		const session = this.#shown(subject);
		const shown = session.state.sheets?.current;
		if (sheet !== undefined && shown !== undefined && shown !== sheet) throw otherSheet();
		if (arrangement !== undefined) session.arrange(arrangement, sheet);
		return session;
	}

	#shown(subject: GridSubject): GridSession {
		const known = this.#find(subject);
		if (known !== undefined) {
			known.panel.reveal();
			return known.session;
		}
		const panel = vscode.window.createWebviewPanel(GRID_VIEW, titleOf(subject), vscode.ViewColumn.Active);
		return this.attach(panel, subject);
	}

	/** What a statement of a file gives: beside the file, in place of what another one of it gave, also when it is the same. */
	showBeside(subject: GridSubject & { readonly kind: 'query' }): GridSession {
		const known = this.#resultOf(subject.origin);
		if (known === undefined) {
			const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
			return this.attach(vscode.window.createWebviewPanel(GRID_VIEW, titleOf(subject), place), subject);
		}
		const { panel, session, listeners } = known;
		session.dispose();
		for (const one of listeners) one.dispose();
		panel.title = titleOf(subject);
		panel.reveal(undefined, true);
		return this.attach(panel, subject);
	}

	/** Makes a panel of VS Code a grid: a new one, one of a reloaded window, or the editor of a file. */
	attach(panel: vscode.WebviewPanel, subject: GridSubject): GridSession {
		const { webview } = panel;
		const folder = vscode.Uri.joinPath(this.#freehold.context.extensionUri, 'dist', 'vscode', 'webview');
		webview.options = { enableScripts: true, localResourceRoots: [folder] };
		const session = new GridSession(this.#freehold, subject, {
			post: (message) => void webview.postMessage(message),
			rowHistory: (row) => void this.#showRowHistory(session, row),
			profilesShown: (areShown) => void this.#freehold.storage.rememberForUser('areProfilesHidden', !areShown),
			laidOut: (layout) => void this.#layouts.keep(subject, layout),
			arranged: (arrangement) => this.#arranged.fire({ subject, arrangement }),
			openLink: (link) => this.#openLink(subject, link),
		});
		// Before the page is there: its first word must not be missed.
		const listeners = [
			webview.onDidReceiveMessage((message: Parameters<GridSession['receive']>[0]) => session.receive(message)),
			panel.onDidDispose(() => {
				session.dispose();
				this.#open.delete(panel);
			}),
		];
		this.#open.set(panel, { panel, session, listeners });
		const title = headingOf(subject);
		const data: GridPageData = {
			subject,
			title,
			texts: gridTexts(vscode.l10n, isDatabase(subject)),
			layout: this.#layouts.of(subject),
			areProfilesShown: this.#freehold.storage.ofUser('areProfilesHidden') !== true,
		};
		webview.html = pageHtml(webview, folder, { name: 'grid', title, data, hasPictures: true });
		return session;
	}

	#openLink(from: GridSubject, link: GridLink): void {
		if (from.kind === 'file') return;
		const { folder, connection } = from;
		const arrangement = { orders: [], filters: linkFilters(link) };
		this.show({ kind: 'dataset', folder, connection, dataset: link.dataset }, arrangement);
	}

	/** One that shows a subject, if any does. */
	of(subject: GridSubject): GridSession | undefined {
		return this.#find(subject)?.session;
	}

	/** @param origin  URI of the file whose statement gave it */
	resultOf(origin: string): GridSession | undefined {
		return this.#resultOf(origin)?.session;
	}

	/** The one that the user is at. */
	get active(): GridSession | undefined {
		return [...this.#open.values()].find(({ panel }) => panel.active)?.session;
	}

	#resultOf(origin: string | undefined): OpenGrid | undefined {
		if (origin === undefined) return undefined;
		return [...this.#open.values()].find(
			({ session: { subject } }) => subject.kind === 'query' && subject.origin === origin,
		);
	}

	[Symbol.dispose](): void {
		for (const { session } of this.#open.values()) session.dispose();
		this.#open.clear();
		this.#arranged.dispose();
	}

	async #showRowHistory(session: GridSession, row: number): Promise<void> {
		const { showGridRow } = await import('../changes/openRowHistory.ts');
		await showGridRow(this.#freehold, session, row);
	}

	#find(subject: GridSubject): OpenGrid | undefined {
		const wanted = JSON.stringify(subject);
		return [...this.#open.values()].find(({ session }) => JSON.stringify(session.subject) === wanted);
	}
}

function otherSheet(): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The rows could not be opened in the grid',
		why: 'the grid shows another sheet of the workbook',
		next: 'Choose their sheet in the grid, and try again',
	});
}
