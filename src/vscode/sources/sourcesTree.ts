/** The Sources view: gives VS Code its rows, and says why there are none. */
import * as vscode from 'vscode';
import type { SourceName } from '../../core/project/project.ts';
import type { Ending } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import type { JobRunner } from '../jobs/jobRunner.ts';
import type { RunInProgress } from '../jobs/runInProgress.ts';
import type { HostNetwork } from '../outside/hostNetwork.ts';
import type { Catalogues } from '../projects/catalogues.ts';
import type { Projects } from '../projects/projects.ts';
import type { Replicas } from '../replicas/replicas.ts';
import { columnsOf } from './columns.ts';
import type { SeenChanges } from '../changes/seenChanges.ts';
import { conditionOf } from './condition.ts';
import { grouped } from './connectionLook.ts';
import { groupsOf, membersOf } from './datasets.ts';
import type { Tree } from '../views/registerTree.ts';
import { idOf } from './nodes.ts';
import type { ConnectionNode, SourcesNode } from './nodes.ts';
import { rowOf } from './rows.ts';
import { tooltipOf } from './tooltips.ts';

export interface SourcesParts {
	readonly freehold: Freehold;
	readonly projects: Projects;
	readonly replicas: Replicas;
	readonly catalogues: Catalogues;
	readonly network: HostNetwork;
	readonly jobs: JobRunner;
	readonly seenChanges: SeenChanges;
}

const SOURCES: readonly SourceName[] = ['realpad', 'reapit', 'spark'];

export class SourcesTree implements Tree<SourcesNode>, Disposable {
	readonly #parts: SourcesParts;
	readonly #changed = new vscode.EventEmitter<SourcesNode | undefined>();
	readonly #disposables: readonly Ending[];

	/** The newest node of each row, which VS Code knows it by. */
	readonly #drawn = new Map<string, SourcesNode>();
	/** What was at work when rows were last drawn. */
	#busy = '';

	readonly onDidChange = this.#changed.event;

	static async open(freehold: Freehold): Promise<SourcesTree> {
		const [projects, replicas, catalogues, network, jobs, seenChanges] = await Promise.all([
			freehold.projects(),
			freehold.replicas(),
			freehold.catalogues(),
			freehold.network(),
			freehold.jobs(),
			freehold.seenChanges(),
		]);
		return new SourcesTree({ freehold, projects, replicas, catalogues, network, jobs, seenChanges });
	}

	constructor(parts: SourcesParts) {
		this.#parts = parts;
		const { projects, replicas, catalogues, jobs, seenChanges, freehold } = parts;
		const again = (): void => this.#changed.fire(undefined);
		this.#disposables = [
			projects.onDidChange(again),
			replicas.onDidChange(again),
			catalogues.onDidChange(again),
			seenChanges.onDidChange(again),
			jobs.onDidChange(() => this.#follow()),
			jobs.onDidEnd(() => void replicas.refresh(projects.all)),
			freehold.context.secrets.onDidChange(again),
			this.#changed,
		];
	}

	row(node: SourcesNode): vscode.TreeItem {
		this.#drawn.set(idOf(node), node);
		return rowOf(node, this.#runAt(node), Date.now());
	}

	async tooltip(node: SourcesNode): Promise<vscode.MarkdownString | undefined> {
		if (node.kind !== 'dataset' || node.news === undefined) return tooltipOf(node, [], Date.now());
		const summaries = await this.#parts.freehold.summaries();
		return tooltipOf(node, await summaries.ofNews(node.ref, node.news), Date.now());
	}

	async children(node: SourcesNode | undefined): Promise<readonly SourcesNode[]> {
		switch (node?.kind) {
			case undefined:
				return this.#sources();
			case 'source':
				return grouped(this.#connections().filter(({ connection }) => connection.source === node.source));
			case 'connectionGroup':
				return node.members;
			case 'connection':
				return groupsOf(node, this.#parts);
			case 'group':
				return membersOf(node, this.#parts);
			case 'dataset':
				return columnsOf(node, this.#parts.replicas);
			default:
				return [];
		}
	}

	async look(): Promise<void> {
		await this.#parts.replicas.refresh(this.#parts.projects.all);
	}

	[Symbol.dispose](): void {
		for (const one of this.#disposables) one.dispose();
	}

	/** Progress redraws the row that moves; only what begins or ends redraws the others. */
	#follow(): void {
		const { running } = this.#parts.jobs;
		const busy = JSON.stringify(
			running.map(({ id, isQueued, current }) => [id, isQueued, current?.connection, current?.dataset]),
		);
		if (busy !== this.#busy) {
			this.#busy = busy;
			this.#changed.fire(undefined);
			return;
		}
		for (const node of this.#drawn.values()) {
			if (node.kind === 'dataset' && this.#runAt(node) !== undefined) this.#changed.fire(node);
		}
	}

	async #sources(): Promise<readonly SourcesNode[]> {
		const connections = this.#connections();
		const condition = await conditionOf(connections, this.#parts);
		this.#parts.freehold.contextKeys.set('freehold.condition', condition);
		if (condition !== 'ready') return [];
		return SOURCES.filter((source) => connections.some(({ connection }) => connection.source === source)).map(
			(source) => ({ kind: 'source', source }),
		);
	}

	#connections(): readonly ConnectionNode[] {
		const { all } = this.#parts.projects;
		return all.flatMap((project) =>
			[...(project.project?.connections.values() ?? [])].map((connection): ConnectionNode => ({
				kind: 'connection',
				ref: { folder: project.folder, connection: connection.connection },
				...{ connection, project, isFolderTold: all.length > 1 },
			})),
		);
	}

	#runAt(node: SourcesNode): RunInProgress | undefined {
		if (node.kind !== 'connection' && node.kind !== 'dataset') return undefined;
		const { folder, connection } = node.ref;
		return node.kind === 'dataset'
			? this.#parts.jobs.at(folder, connection, node.ref.dataset)
			: this.#parts.jobs.of(folder, connection);
	}
}
