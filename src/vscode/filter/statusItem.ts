/** Beside the language's name: the data that the filter at the cursor is meant for, and how old what is known of it is. */
import * as vscode from 'vscode';
import type { FilterSet } from '../../core/filter/editing/filterDocument.ts';
import { asCommand } from '../doors/commands.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { lastRunTime } from '../sources/rowText.ts';
import { datasetRef } from './datasetRef.ts';
import { reapitConnections } from './datasets.ts';
import { filterSetAt } from './documents.ts';
import { FILTER_FILES, FILTER_LANGUAGE, REQUEST_FILES, REQUEST_LANGUAGE } from './selectors.ts';
import { filterStatusText } from './statusText.ts';

const LANGUAGES: readonly string[] = [FILTER_LANGUAGE, REQUEST_LANGUAGE];

export class FilterStatusItem implements Ending {
	readonly #freehold: Freehold;
	readonly #item = vscode.languages.createLanguageStatusItem('freehold.filter', [FILTER_FILES, REQUEST_FILES]);
	readonly #endings: Ending[] = [this.#item];

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#item.name = vscode.l10n.t('Filter Data');
		const again = (): void => void this.#renew();
		this.#endings.push(
			vscode.window.onDidChangeActiveTextEditor(again),
			vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
				if (textEditor === vscode.window.activeTextEditor) again();
			}),
		);
		void this.#follow(again);
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	async #follow(again: () => void): Promise<void> {
		const [data, replicas] = await Promise.all([this.#freehold.filterData(), this.#freehold.replicas()]);
		this.#endings.push(data.onDidLearn(again), replicas.onDidChange(again));
		again();
	}

	async #renew(): Promise<void> {
		const editor = vscode.window.activeTextEditor;
		if (editor === undefined || !LANGUAGES.includes(editor.document.languageId)) return;
		const { document, selection } = editor;
		const set = filterSetAt(document, document.offsetAt(selection.active));
		const named = set?.dataset?.text;
		const [projects, data] = await Promise.all([this.#freehold.projects(), this.#freehold.filterData()]);
		const ref = datasetRef(reapitConnections(projects, document.uri), named);
		const state = ref === undefined ? undefined : await data.stateOf(ref);
		// Another editor has a look of its own to come.
		if (vscode.window.activeTextEditor !== editor) return;
		const { text, detail } = filterStatusText(vscode.l10n, {
			...{ named, isKnown: ref !== undefined, lastRead: lastRunTime(state?.lastRun), now: Date.now() },
			documents: ref === undefined ? undefined : data.knownFields(ref)?.documents,
		});
		this.#item.text = text;
		this.#item.detail = detail;
		const { Warning, Information } = vscode.LanguageStatusSeverity;
		this.#item.severity = set !== undefined && ref === undefined ? Warning : Information;
		this.#item.command = commandFor(document, set);
	}
}

function commandFor({ languageId, uri }: vscode.TextDocument, set: FilterSet | undefined): vscode.Command | undefined {
	if (set === undefined || languageId !== FILTER_LANGUAGE) return undefined;
	const title = vscode.l10n.t('Choose Its Dataset');
	return asCommand('freehold.filter.chooseDataset', title, { file: uri.toString(), offset: set.start });
}
