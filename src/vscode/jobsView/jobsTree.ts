/** The Jobs view: declared jobs, and runs that somebody started by hand. */
import * as vscode from 'vscode';
import { coveredBy, lastResult, timingOf } from '../../core/jobs/timing.ts';
import type { LastResult } from '../../core/jobs/timing.ts';
import { getSetting, onDidChangeSetting } from '../doors/settings.ts';
import type { Freehold } from '../freehold.ts';
import type { JobRunner } from '../jobs/jobRunner.ts';
import type { RunInProgress } from '../jobs/runInProgress.ts';
import type { ProjectState, Projects } from '../projects/projects.ts';
import type { Replicas } from '../replicas/replicas.ts';
import { NodeTree } from '../views/nodeTree.ts';
import type { ViewNode } from '../views/rowModel.ts';
import { jobNodes } from './jobRows.ts';
import type { JobSituation, LooseRun } from './jobRows.ts';
import { storedRuns } from './storedRuns.ts';

type Standing = Omit<JobSituation, 'run'>;

export class JobsTree extends NodeTree {
	readonly #projects: Projects;
	readonly #replicas: Replicas;
	readonly #jobs: JobRunner;
	/** What does not move while a run goes on; forgotten when something on disk has changed. */
	#standing: Promise<readonly Standing[]> | undefined;

	static async open(freehold: Freehold): Promise<JobsTree> {
		const [projects, replicas, jobs] = await Promise.all([freehold.projects(), freehold.replicas(), freehold.jobs()]);
		return new JobsTree(projects, replicas, jobs);
	}

	constructor(projects: Projects, replicas: Replicas, jobs: JobRunner) {
		super();
		this.#projects = projects;
		this.#replicas = replicas;
		this.#jobs = jobs;
		const anew = (): void => {
			this.#standing = undefined;
			void this.update();
		};
		this.own(
			projects.onDidChange(anew),
			replicas.onDidChange(anew),
			jobs.onDidChange(() => void this.update()),
			jobs.onDidEnd(anew),
			onDidChangeSetting('freehold.jobs.runOnSchedule', anew),
		);
	}

	/** Runs of other processes, and files that came or went. */
	override async look(): Promise<void> {
		await this.#replicas.refresh(this.#projects.all);
		if (this.#jobs.running.length === 0) this.#standing = undefined;
		await this.update();
	}

	protected override async load(): Promise<readonly ViewNode[]> {
		const standing = await (this.#standing ??= this.#readAgain());
		const running = this.#jobs.running;
		const declared = standing.map((one) => ({ ...one, run: running.find((run) => isRunOf(run, one)) }));
		const loose = running.filter((run) => !standing.some((one) => isRunOf(run, one)));
		return jobNodes(vscode.l10n, declared, loose.map(looseRun), Date.now());
	}

	/** Who asked is told of a failure; who asks next tries again. */
	#readAgain(): Promise<readonly Standing[]> {
		const reading = this.#read();
		reading.catch(() => {
			this.#standing = undefined;
		});
		return reading;
	}

	async #read(): Promise<readonly Standing[]> {
		const all = await Promise.all(this.#projects.all.map((state) => this.#readProject(state)));
		return all.flat();
	}

	async #readProject(state: ProjectState): Promise<readonly Standing[]> {
		const { project, folder, name, file } = state;
		if (project === undefined) return [];
		const stored = await storedRuns(state, this.#replicas);
		const now = Date.now();
		const isScheduled = getSetting('freehold.jobs.runOnSchedule', file) && vscode.workspace.isTrusted;
		return Promise.all(
			[...project.jobs.values()].map(async (job) => ({
				ref: { folder, job: job.name },
				job,
				folder: this.#projects.all.length > 1 ? name : undefined,
				last: newer(
					await lastResult(project, job, (connection) => stored.get(connection)),
					this.#jobs.failures.ofJob(folder, job.name),
				),
				covered: coveredBy(job, (connection) => stored.get(connection)),
				timing: await timingOf(project, job, (connection) => stored.get(connection), now),
				isScheduled,
			})),
		);
	}
}

function isRunOf({ request }: RunInProgress, { ref }: Standing): boolean {
	return request.kind === 'job' && request.folder === ref.folder && request.job === ref.job;
}

/** What failed before it had anything to store has left no record in a replica. */
function newer(stored: LastResult | undefined, failed: LastResult | undefined): LastResult | undefined {
	if (stored === undefined || failed === undefined) return stored ?? failed;
	return failed.at > stored.at ? failed : stored;
}

function looseRun(run: RunInProgress): LooseRun {
	return { run, kind: run.request.kind };
}
