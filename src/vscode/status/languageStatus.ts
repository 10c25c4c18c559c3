/** The language status of freehold.yaml, beside the language's name while such a file is open. */
import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../core/project/parseProject.ts';
import { getSetting, onDidChangeSetting } from '../doors/settings.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import type { Projects } from '../projects/projects.ts';
import type { SandboxHost } from '../sandbox/sandboxHost.ts';
import { languageText } from './languageText.ts';

const { Error, Warning, Information } = vscode.LanguageStatusSeverity;

export class LanguageStatus implements Ending {
	readonly #projects: Projects;
	readonly #sandbox: SandboxHost;
	readonly #item = vscode.languages.createLanguageStatusItem('freehold.project', { pattern: `**/${PROJECT_FILE}` });
	readonly #endings: readonly Ending[];

	static async open(freehold: Freehold): Promise<LanguageStatus> {
		const [projects, sandbox] = await Promise.all([freehold.projects(), freehold.sandbox()]);
		return new LanguageStatus(projects, sandbox);
	}

	constructor(projects: Projects, sandbox: SandboxHost) {
		this.#projects = projects;
		this.#sandbox = sandbox;
		const again = (): void => this.#renew();
		this.#item.name = 'Freehold';
		this.#item.command = { command: 'workbench.actions.view.problems', title: vscode.l10n.t('Show Problems') };
		this.#endings = [
			this.#item,
			projects.onDidChange(again),
			sandbox.onDidChange(again),
			onDidChangeSetting('freehold.jobs.runOnSchedule', again),
			vscode.window.onDidChangeActiveTextEditor(again),
		];
		again();
	}

	dispose(): void {
		for (const one of this.#endings) one.dispose();
	}

	/** Of the folder whose file is in the editor. */
	#renew(): void {
		const uri = vscode.window.activeTextEditor?.document.uri;
		const folder = uri === undefined ? undefined : vscode.workspace.getWorkspaceFolder(uri)?.uri.toString();
		const state = (folder === undefined ? undefined : this.#projects.of(folder)) ?? this.#projects.all[0];
		const { text, detail, severity } = languageText(vscode.l10n, {
			problems: state?.problems ?? [],
			isSandboxOn: this.#sandbox.parts !== undefined,
			isScheduled: vscode.workspace.isTrusted && getSetting('freehold.jobs.runOnSchedule', state?.file),
		});
		this.#item.text = text;
		this.#item.detail = detail;
		this.#item.severity = severity === 'error' ? Error : severity === 'warning' ? Warning : Information;
	}
}
