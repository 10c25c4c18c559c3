/** The Runs view: the history of all connections, read in the reader's thread, a hundred runs at a time. */
import * as vscode from 'vscode';
import { replicaFile } from '../../core/jobs/replicaFile.ts';
import type { Freehold } from '../freehold.ts';
import type { JobRunner } from '../jobs/jobRunner.ts';
import type { ProjectState, Projects } from '../projects/projects.ts';
import type { Replicas } from '../replicas/replicas.ts';
import { isRecordRef } from '../refs.ts';
import { NodeTree } from '../views/nodeTree.ts';
import type { ViewNode } from '../views/rowModel.ts';
import { tooltipOf } from '../views/treeItem.ts';
import { newestRuns, runNodes } from './runRows.ts';
import type { History, PastRun, Unreadable } from './runRows.ts';

const PAGE = 100;

export class RunsTree extends NodeTree {
	readonly #freehold: Freehold;
	readonly #projects: Projects;
	readonly #replicas: Replicas;
	#limit = PAGE;
	/** As last read; forgotten when something on disk has changed. */
	#history: Promise<History> | undefined;

	static async open(freehold: Freehold): Promise<RunsTree> {
		const [projects, replicas, jobs] = await Promise.all([freehold.projects(), freehold.replicas(), freehold.jobs()]);
		return new RunsTree(freehold, projects, replicas, jobs);
	}

	constructor(freehold: Freehold, projects: Projects, replicas: Replicas, jobs: JobRunner) {
		super();
		this.#freehold = freehold;
		this.#projects = projects;
		this.#replicas = replicas;
		const anew = (): void => void this.#anew();
		this.own(projects.onDidChange(anew), replicas.onDidChange(anew), jobs.onDidEnd(anew));
	}

	/** Older runs come too. */
	more(): Promise<void> {
		this.#limit += PAGE;
		return this.#anew();
	}

	/** Runs of other processes; what is new is told by the replicas' own event. */
	override async look(): Promise<void> {
		await this.#replicas.refresh(this.#projects.all);
		await this.update();
	}

	/** A run that has changed something says what, in sentences. */
	override async tooltip(node: ViewNode): Promise<vscode.MarkdownString | undefined> {
		const { ref, row } = node;
		if (!isRecordRef(ref) || !row.context.endsWith('.changed')) return tooltipOf(row);
		const told = await (await this.#freehold.summaries()).ofRun(ref);
		return tooltipOf({ ...row, tooltip: [...(row.tooltip ?? []), ...told] });
	}

	protected override async load(): Promise<readonly ViewNode[]> {
		const history = await (this.#history ??= this.#read());
		return runNodes(vscode.l10n, history, Date.now());
	}

	#anew(): Promise<void> {
		this.#history = undefined;
		return this.update();
	}

	async #read(): Promise<History> {
		const unreadable: Unreadable[] = [];
		const lists = await Promise.all(
			this.#projects.all.flatMap((state) =>
				[...(state.project?.connections.keys() ?? [])].map((connection) =>
					this.#readConnection(state, connection).catch((error: unknown) => {
						unreadable.push({ connection, why: error instanceof Error ? error.message : String(error) });
						return [];
					}),
				),
			),
		);
		return { ...newestRuns(lists, this.#limit), unreadable };
	}

	async #readConnection({ project, folder, name, isLocal }: ProjectState, connection: string): Promise<PastRun[]> {
		if (project === undefined || !isLocal) return [];
		const file = replicaFile(project.dataFolder, connection);
		// One more than is shown tells whether there are any.
		const records = (await this.#replicas.thread.ask(file, 'runs', this.#limit + 1)) ?? [];
		const told = this.#projects.all.length > 1 ? name : undefined;
		return records.map((record) => {
			return { ref: { folder, connection, dataset: record.dataset, record: record.id }, record, folder: told };
		});
	}
}
