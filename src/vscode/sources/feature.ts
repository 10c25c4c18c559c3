/** The Sources view. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { VIEWS } from '../ids.ts';
import type { SourcesNode } from './nodes.ts';
import type { SourcesTree } from './sourcesTree.ts';

/** How often replicas are looked at for runs of other processes, while somebody watches. */
const LOOK_EVERY_MS = 3000;

export const sourcesCommands = {
	'freehold.refresh': async (freehold) => {
		await (await freehold.projects()).refresh();
		await (await freehold.replicas()).refresh((await freehold.projects()).all);
	},
} satisfies SomeCommands;

export const sourcesFeature: Feature = {
	register: (freehold) => {
		const provider = new LazyTree(freehold);
		const view = vscode.window.createTreeView(VIEWS.sources, { treeDataProvider: provider, showCollapseAll: true });
		const look = setInterval(() => {
			if (view.visible) void provider.look();
		}, LOOK_EVERY_MS);
		return [view, provider, { dispose: () => clearInterval(look) }];
	},
};

/** Stands for the tree until VS Code asks for rows, which is when the view is first seen. */
class LazyTree implements vscode.TreeDataProvider<SourcesNode>, vscode.Disposable {
	readonly #freehold: Freehold;
	readonly #changed = new vscode.EventEmitter<SourcesNode | undefined>();
	#opening: Promise<SourcesTree> | undefined;
	#tree: SourcesTree | undefined;

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(freehold: Freehold) {
		this.#freehold = freehold;
	}

	async getChildren(node?: SourcesNode): Promise<SourcesNode[]> {
		return [...(await (await this.#open()).children(node))];
	}

	async getTreeItem(node: SourcesNode): Promise<vscode.TreeItem> {
		return (await this.#open()).row(node);
	}

	async resolveTreeItem(item: vscode.TreeItem, node: SourcesNode): Promise<vscode.TreeItem> {
		const tooltip = (await this.#open()).tooltip(node);
		if (tooltip !== undefined) item.tooltip = tooltip;
		return item;
	}

	/** Only when somebody has seen it. */
	async look(): Promise<void> {
		await this.#tree?.refresh();
	}

	dispose(): void {
		this.#changed.dispose();
	}

	#open(): Promise<SourcesTree> {
		this.#opening ??= (async () => {
			this.#tree = await this.#freehold.sources();
			this.#tree.onDidChangeTreeData((node) => this.#changed.fire(node));
			return this.#tree;
		})();
		return this.#opening;
	}
}
