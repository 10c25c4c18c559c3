/** The one item of the status bar. A click opens the Jobs view. */
import * as vscode from 'vscode';
import { asCommand } from '../doors/commands.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import type { JobRunner } from '../jobs/jobRunner.ts';
import type { Projects } from '../projects/projects.ts';
import type { Replicas } from '../replicas/replicas.ts';
import { barText } from './barText.ts';
import { unseenFailureOf } from './endSeverity.ts';

const RENEW_EVERY_MS = 30_000;
const PRIORITY = 10;

export class StatusBar implements Ending {
	readonly #freehold: Freehold;
	readonly #projects: Projects;
	readonly #replicas: Replicas;
	readonly #jobs: JobRunner;
	readonly #item = vscode.window.createStatusBarItem('freehold.status', vscode.StatusBarAlignment.Left, PRIORITY);
	readonly #endings: readonly Ending[];
	readonly #timer: NodeJS.Timeout;

	static async open(freehold: Freehold): Promise<StatusBar> {
		const [projects, replicas, jobs] = await Promise.all([freehold.projects(), freehold.replicas(), freehold.jobs()]);
		const bar = new StatusBar(freehold, projects, replicas, jobs);
		await bar.renew();
		return bar;
	}

	constructor(freehold: Freehold, projects: Projects, replicas: Replicas, jobs: JobRunner) {
		this.#freehold = freehold;
		this.#projects = projects;
		this.#replicas = replicas;
		this.#jobs = jobs;
		const again = (): void => void this.renew();
		this.#item.name = 'Freehold';
		this.#item.command = asCommand('freehold.showJobs', vscode.l10n.t('Show Jobs'));
		this.#endings = [
			this.#item,
			projects.onDidChange(again),
			replicas.onDidChange(again),
			jobs.onDidChange(again),
			jobs.onDidEnd(({ run, end }) => {
				const failure = unseenFailureOf(run.title, end);
				if (failure !== undefined) freehold.failures.note(failure);
				else if (!end.isCancelled) freehold.failures.mended(run.title);
				again();
			}),
			freehold.failures.onDidChange(again),
		];
		this.#timer = setInterval(again, RENEW_EVERY_MS);
	}

	dispose(): void {
		clearInterval(this.#timer);
		for (const one of this.#endings) one.dispose();
	}

	/** What is shown, for tests. */
	get text(): string {
		return this.#item.text;
	}

	async renew(): Promise<void> {
		const { running } = this.#jobs;
		const updatedAt = running.length > 0 ? undefined : await this.#updatedAt();
		const state = { running, failures: this.#freehold.failures.all, updatedAt };
		const shown = barText(vscode.l10n, state, Date.now());
		if (shown === undefined) {
			this.#item.text = '';
			this.#item.hide();
			return;
		}
		const { text, tooltip, label, severity } = shown;
		this.#item.text = text;
		this.#item.tooltip = tooltip.join('\n');
		this.#item.accessibilityInformation = { label: `Freehold: ${label}` };
		this.#item.backgroundColor =
			severity === undefined ? undefined : new vscode.ThemeColor(`statusBarItem.${severity}Background`);
		this.#item.show();
	}

	async #updatedAt(): Promise<number | undefined> {
		const times: number[] = [];
		for (const state of this.#projects.all) {
			for (const connection of state.project?.connections.keys() ?? []) {
				const { datasets } = await this.#replicas.read({ folder: state.folder, connection }, state);
				times.push(
					...datasets.flatMap(({ lastRun }) => (lastRun?.outcome === 'done' ? (lastRun.finishedAt ?? []) : [])),
				);
			}
		}
		return times.length === 0 ? undefined : Math.max(...times);
	}
}
