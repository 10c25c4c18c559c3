/** Which jobs the schedule starts: those that are due, in one window only, and not at once again after a failure. */
import type { Job, Project } from '../../core/project/project.ts';
import { lastResult, timingOf } from '../../core/jobs/timing.ts';
import type { StoredOf } from '../../core/jobs/timing.ts';

/** A job that failed is not tried again by the schedule before: whoever is away must not find a thousand failures. */
const PAUSE_AFTER_FAILURE_MS = 15 * 60_000;

export interface ScheduledProject {
	/** URI of its folder. */
	readonly folder: string;
	readonly project: Project;
	readonly storedOf: StoredOf;
}

export interface ScheduleParts {
	/** Whether this window is the one that runs the schedule of a project. */
	readonly isOurTurn: (project: Project) => boolean;
	readonly isAtWork: (folder: string, job: string) => boolean;
	/** @returns whether it failed in a way that the next try would, too */
	readonly start: (folder: string, job: string) => Promise<boolean>;
	readonly now: () => number;
}

export class ScheduledJobs {
	readonly #parts: ScheduleParts;
	/** When each job may be started again. */
	readonly #notBefore = new Map<string, number>();

	constructor(parts: ScheduleParts) {
		this.#parts = parts;
	}

	/** Starts what is due and does not wait for its end. @returns the names of those that were started */
	async startDue({ folder, project, storedOf }: ScheduledProject): Promise<readonly string[]> {
		const scheduled = [...project.jobs.values()].filter(({ everyMs }) => everyMs !== undefined);
		if (scheduled.length === 0) return [];
		const started: string[] = [];
		for (const job of scheduled) {
			if (!(await this.#isDue(project, job, storedOf)) || !this.#mayStart(folder, job)) continue;
			if (!this.#parts.isOurTurn(project)) return [];
			void this.#start(folder, job);
			started.push(job.name);
		}
		return started;
	}

	#mayStart(folder: string, { name }: Job): boolean {
		if (this.#parts.isAtWork(folder, name)) return false;
		return (this.#notBefore.get(`${folder}\n${name}`) ?? 0) <= this.#parts.now();
	}

	/** One that never ran is begun by the user. */
	async #isDue(project: Project, job: Job, storedOf: StoredOf): Promise<boolean> {
		const timing = await timingOf(project, job, storedOf, this.#parts.now());
		return timing.isDue && (await lastResult(project, job, storedOf)) !== undefined;
	}

	async #start(folder: string, { name }: Job): Promise<void> {
		const hasFailed = await this.#parts.start(folder, name);
		if (hasFailed) this.#notBefore.set(`${folder}\n${name}`, this.#parts.now() + PAUSE_AFTER_FAILURE_MS);
	}
}
