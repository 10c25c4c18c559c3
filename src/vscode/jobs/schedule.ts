/** Starts jobs when their `every` says so, while the window is open. */
import * as vscode from 'vscode';
import { backupTiming, jobTiming } from '../../core/jobs/dueJobs.ts';
import type { Job } from '../../core/project/project.ts';
import { getSetting } from '../doors/settings.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';
import type { Replicas } from '../replicas/replicas.ts';

const LOOK_EVERY_MS = 30_000;
/** A job that failed is not tried again by the schedule before: whoever is away must not find a thousand failures. */
const PAUSE_AFTER_FAILURE_MS = 15 * 60_000;

export class Schedule implements vscode.Disposable {
	readonly #freehold: Freehold;
	readonly #timer: NodeJS.Timeout;
	/** When each job may be started again. */
	readonly #notBefore = new Map<string, number>();

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
		this.#timer = setInterval(() => void this.#startDue(), LOOK_EVERY_MS);
	}

	dispose(): void {
		clearInterval(this.#timer);
	}

	async #startDue(): Promise<void> {
		if (!vscode.workspace.isTrusted) return;
		const [projects, replicas] = await Promise.all([this.#freehold.projects(), this.#freehold.replicas()]);
		for (const state of projects.all) {
			if (!getSetting('freehold.jobs.runOnSchedule', state.file)) continue;
			for (const job of state.project?.jobs.values() ?? []) {
				if (await isDue(job, state, replicas)) await this.#start(state.folder, job);
			}
		}
	}

	async #start(folder: string, job: Job): Promise<void> {
		const key = `${folder}\n${job.name}`;
		const jobs = await this.#freehold.jobs();
		const isAtWork = jobs.running.some(({ request }) => {
			return request.folder === folder && request.kind === 'job' && request.job === job.name;
		});
		if (isAtWork || (this.#notBefore.get(key) ?? 0) > Date.now()) return;
		const { error, results } = await jobs.start({ kind: 'job', folder, job: job.name }).end;
		const hasFailed = error !== undefined || results.some((result) => result.error !== undefined);
		if (hasFailed) this.#notBefore.set(key, Date.now() + PAUSE_AFTER_FAILURE_MS);
	}
}

/** Whether the time of a job has come; one that never ran is begun by the user. */
async function isDue(job: Job, state: ProjectState, replicas: Replicas): Promise<boolean> {
	if (job.everyMs === undefined || job.kind === 'export') return false;
	const connections = [...new Set(job.targets.map((target) => target.split('/')[0] ?? ''))];
	const stored = new Map(
		await Promise.all(
			connections.map(async (name) => {
				return [name, await replicas.read({ folder: state.folder, connection: name }, state)] as const;
			}),
		),
	);
	const now = Date.now();
	if (job.kind === 'backup') {
		const lastOf = (name: string): ReturnType<Parameters<typeof backupTiming>[1]> =>
			stored.get(name)?.files?.lastBackup;
		return connections.every((name) => lastOf(name) !== undefined) && backupTiming(job, lastOf, now).isDue;
	}
	if ([...stored.values()].some(({ datasets }) => datasets.length === 0)) return false;
	const statesOf = (name: string): ReturnType<Parameters<typeof jobTiming>[1]> =>
		new Map(stored.get(name)?.datasets.map((one) => [one.dataset, one]));
	return jobTiming(job, statesOf, now).isDue;
}
