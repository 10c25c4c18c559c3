/** Beside the language's name: the replicas that the statement at the cursor is meant for, and how old they are. */
import * as vscode from 'vscode';
import { sqlTarget } from '../../core/sqlText/directives.ts';
import { statementAt } from '../../core/sqlText/statements.ts';
import { asCommand } from '../doors/commands.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { lastRunTime } from '../sources/rowText.ts';
import { isSqlDocument, SQL_FILES } from './selectors.ts';
import { sqlIn } from './sqlDocuments.ts';
import { sqlStatusText } from './sqlStatusText.ts';
import { replicasOf } from './sqlTargets.ts';

export class SqlStatusItem implements Ending {
	readonly #freehold: Freehold;
	readonly #item = vscode.languages.createLanguageStatusItem('freehold.sql', SQL_FILES);
	readonly #endings: Ending[] = [this.#item];

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#item.name = vscode.l10n.t('Queried Replica');
		this.#item.command = asCommand('freehold.sql.chooseConnection', vscode.l10n.t('Choose Connection'));
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
		const [projects, replicas] = await Promise.all([this.#freehold.projects(), this.#freehold.replicas()]);
		this.#endings.push(projects.onDidChange(again), replicas.onDidChange(again));
		again();
	}

	async #renew(): Promise<void> {
		const editor = vscode.window.activeTextEditor;
		if (editor === undefined || !isSqlDocument(editor.document)) return;
		const { document, selection } = editor;
		const file = sqlIn(document);
		const statement = statementAt(file, document.offsetAt(selection.active));
		const [projects, states] = await Promise.all([this.#freehold.projects(), this.#freehold.replicas()]);
		const replicas = await replicasOf(this.#freehold, { document, file, statement });
		const project = replicas === undefined ? undefined : projects.of(replicas.folder);
		const state = replicas === undefined || project === undefined ? undefined : await states.read(replicas, project);
		const datasets = state?.datasets ?? [];
		const times = datasets.flatMap(({ lastRun }) => lastRunTime(lastRun) ?? []);
		// Another editor has a look of its own to come.
		if (vscode.window.activeTextEditor !== editor) return;
		const { text, detail } = sqlStatusText(vscode.l10n, {
			named: sqlTarget(file, statement).connection,
			connection: replicas?.connection,
			attached: replicas?.attached.map(({ schema }) => schema) ?? [],
			isStored: datasets.length > 0,
			lastRun: times.length === 0 ? undefined : Math.max(...times),
			now: Date.now(),
		});
		this.#item.text = text;
		this.#item.detail = detail;
		const { Warning, Information } = vscode.LanguageStatusSeverity;
		this.#item.severity = replicas === undefined ? Warning : Information;
	}
}
