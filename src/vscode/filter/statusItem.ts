/** Beside the language's name: the data that the filter at the cursor is meant for, and how old what is known of it is. */
import * as vscode from 'vscode';
import { asCommand } from '../doors/commands.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import type { DatasetRef } from '../refs.ts';
import { agoText, lastRunTime, rowsText } from '../sources/rowText.ts';
import { datasetRef } from './datasetRef.ts';
import { reapitConnections } from './datasets.ts';
import { filterSetAt } from './documents.ts';
import { FILTER_FILES, FILTER_LANGUAGE, REQUEST_LANGUAGE } from './selectors.ts';

export class FilterStatus implements Ending {
	readonly #freehold: Freehold;
	readonly #item = vscode.languages.createLanguageStatusItem('freehold.filter', [
		...[FILTER_FILES].flat(),
		{ language: REQUEST_LANGUAGE },
	]);
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
		if (editor === undefined || ![FILTER_LANGUAGE, REQUEST_LANGUAGE].includes(editor.document.languageId)) return;
		const { document, selection } = editor;
		const offset = document.offsetAt(selection.active);
		const set = filterSetAt(document, offset);
		const named = set?.dataset?.text;
		const ref = datasetRef(reapitConnections(await this.#freehold.projects(), document.uri), named);
		const state = ref === undefined ? undefined : await (await this.#freehold.filterData()).stateOf(ref);
		if (vscode.window.activeTextEditor?.document !== document) return;
		this.#item.text = named ?? vscode.l10n.t('No Dataset');
		this.#item.severity =
			set !== undefined && ref === undefined
				? vscode.LanguageStatusSeverity.Warning
				: vscode.LanguageStatusSeverity.Information;
		this.#item.detail = ref === undefined ? missingText(named) : await this.#detail(ref, lastRunTime(state?.lastRun));
		const title = vscode.l10n.t('Choose Its Dataset');
		this.#item.command =
			set === undefined || document.languageId !== FILTER_LANGUAGE
				? undefined
				: asCommand('freehold.filter.chooseDataset', title, { file: document.uri.toString(), offset: set.start });
	}

	async #detail(ref: DatasetRef, lastRead: number | undefined): Promise<string> {
		const fields = (await this.#freehold.filterData()).knownFields(ref);
		if (lastRead === undefined) return vscode.l10n.t('Not replicated yet');
		const known = fields === undefined ? undefined : rowsText(fields.documents);
		const age = vscode.l10n.t('Last run: {0}', agoText(lastRead, Date.now()));
		return known === undefined ? age : vscode.l10n.t('{0} with metadata · {1}', known, age);
	}
}

function missingText(named: string | undefined): string {
	return named === undefined
		? vscode.l10n.t('Fields are not known: no line says # @dataset')
		: vscode.l10n.t('freehold.yaml has no such dataset of Reapit');
}
