/** Starts jobs when their `every` says so, while the window is open. */
import * as vscode from 'vscode';
import { getSetting } from '../doors/settings.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { storedRuns } from '../jobsView/storedRuns.ts';
import { unseenFailureOf } from '../status/endSeverity.ts';
import type { JobRunner } from './jobRunner.ts';
import { ScheduleTurns } from './scheduleTurns.ts';
import { ScheduledJobs } from './scheduledJobs.ts';

const LOOK_EVERY_MS = 30_000;

export class Schedule implements Ending {
	readonly #freehold: Freehold;
	readonly #timer: NodeJS.Timeout;
	readonly #turns = new ScheduleTurns();
	#scheduled: ScheduledJobs | undefined;
	#isLooking = false;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
	}

	dispose(): void {
		clearInterval(this.#timer);
		this.#turns[Symbol.dispose]();
	}

	/** @returns the names of jobs that were started */
	async look(): Promise<readonly string[]> {
		if (this.#isLooking || !vscode.workspace.isTrusted) return [];
		this.#isLooking = true;
		try {
			return await this.#startDue();
		} catch (error) {
			(await this.#freehold.log()).write('error', 'The schedule could not tell what is due', { error });
			return [];
		} finally {
			this.#isLooking = false;
		}
	}

	async #startDue(): Promise<readonly string[]> {
		const [projects, replicas, jobs] = await Promise.all([
			this.#freehold.projects(),
			this.#freehold.replicas(),
			this.#freehold.jobs(),
		]);
		const scheduled = (this.#scheduled ??= this.#open(jobs));
		const started: string[] = [];
		for (const state of projects.all) {
			const { project, folder, file, isLocal } = state;
			if (project === undefined || !isLocal || !getSetting('freehold.jobs.runOnSchedule', file)) continue;
			const stored = await storedRuns(state, replicas);
			started.push(...(await scheduled.startDue({ folder, project, storedOf: (name) => stored.get(name) })));
		}
		return started;
	}

	#open(jobs: JobRunner): ScheduledJobs {
		return new ScheduledJobs({
			isOurTurn: (project) => this.#turns.isOurs(project),
			isAtWork: (folder, job) =>
				jobs.running.some(({ request }) => request.kind === 'job' && request.folder === folder && request.job === job),
			start: async (folder, job) => {
				const { run, end } = jobs.start({ kind: 'job', folder, job });
				return unseenFailureOf(run.title, await end) !== undefined;
			},
			now: Date.now,
		});
	}
}
