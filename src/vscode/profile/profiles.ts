/** All open profiles of the window. */
import * as vscode from 'vscode';
import { profileMarkdown, profileObjects } from '../../core/wording/profile/profilePages.ts';
import type { ProfilePageData, ProfileSubject, ToProfileHost, ToProfilePage } from '../../protocol/profile.ts';
import { whileWaiting } from '../doors/waiting.ts';
import type { Freehold } from '../freehold.ts';
import { headingOf, sourceOf, titleOf } from '../grid/gridSubject.ts';
import { runTable } from '../grid/tableRunner.ts';
import { PROFILE_VIEW } from '../ids.ts';
import { pageHtml } from '../views/pageHtml.ts';
import { wordingOf } from '../views/words.ts';
import { ProfileSession } from './profileSession.ts';
import { profileTexts } from './profileTexts.ts';

export class Profiles implements Disposable {
	readonly #freehold: Freehold;
	readonly #open = new Map<vscode.WebviewPanel, ProfileSession>();

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	/** One of the same rows comes to the front, and is made anew. */
	show(kept: ProfileSubject): void {
		const wanted = JSON.stringify(kept);
		const known = [...this.#open].find(([, session]) => JSON.stringify(session.kept) === wanted);
		if (known !== undefined) {
			known[0].reveal();
			known[1].refresh();
			return;
		}
		const title = vscode.l10n.t('Profile: {0}', titleOf(kept.subject));
		this.attach(vscode.window.createWebviewPanel(PROFILE_VIEW, title, vscode.ViewColumn.Active), kept);
	}

	/** Makes a panel of VS Code a profile: a new one, or one of a reloaded window. */
	attach(panel: vscode.WebviewPanel, kept: ProfileSubject): void {
		const { webview } = panel;
		const folder = vscode.Uri.joinPath(this.#freehold.context.extensionUri, 'dist', 'vscode', 'webview');
		webview.options = { enableScripts: true, localResourceRoots: [folder] };
		const means = {
			...{ l10n: vscode.l10n, run: runTable },
			source: () => sourceOf(this.#freehold, kept.subject, kept.sheet),
		};
		const session = new ProfileSession(means, kept, (view) => {
			void webview.postMessage({ kind: 'view', view } satisfies ToProfilePage);
		});
		this.#open.set(panel, session);
		webview.onDidReceiveMessage((message: ToProfileHost) => this.#receive(session, message));
		panel.onDidDispose(() => {
			session.dispose();
			this.#open.delete(panel);
		});
		const title = headingOf(kept.subject);
		const data: ProfilePageData = { kept, title, texts: profileTexts(vscode.l10n) };
		webview.html = pageHtml(webview, folder, { name: 'profile', title, data });
	}

	[Symbol.dispose](): void {
		for (const session of this.#open.values()) session.dispose();
		this.#open.clear();
	}

	#receive(session: ProfileSession, message: ToProfileHost): void {
		switch (message.kind) {
			case 'begin':
				session.begin();
				return;
			case 'more':
				session.more();
				return;
			case 'refresh':
				session.refresh();
				return;
			case 'grid':
				return void this.#showRows(session.kept);
			case 'rows':
				return void this.#showRows(session.kept, message);
			case 'export':
				return void this.#export(session, message.format);
		}
	}

	/** In the grid of the same rows, which gets the filter of a column in place of its own. */
	async #showRows(
		{ subject, arrangement, sheet }: ProfileSubject,
		found?: { readonly column: number; readonly filter: string },
	): Promise<void> {
		const others = arrangement.filters.filter(({ column }) => column !== found?.column);
		const filters = found === undefined ? others : [...others, { column: found.column, text: found.filter }];
		try {
			(await this.#freehold.grids()).show(subject, { ...arrangement, filters }, sheet);
		} catch (error) {
			await (await this.#freehold.messages()).failed(error);
		}
	}

	async #export(session: ProfileSession, format: 'markdown' | 'json'): Promise<void> {
		try {
			const title = headingOf(session.kept.subject);
			const profile = await whileWaiting(vscode.l10n.t('Exporting the profile'), (signal, tell) =>
				session.whole(signal, tell),
			);
			const content =
				format === 'markdown'
					? profileMarkdown({ title, profile }, wordingOf(vscode.l10n))
					: `${JSON.stringify([...profileObjects({ title, profile })], undefined, '\t')}\n`;
			await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: format }));
		} catch (error) {
			// Cancelled, read anew or closed.
			if (error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError')) return;
			await (await this.#freehold.messages()).failed(error);
		}
	}
}
