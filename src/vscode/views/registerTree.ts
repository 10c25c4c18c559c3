/** Registers a tree view whose work loads when the view is first seen. All views of Freehold are registered here. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { ViewId } from '../ids.ts';

/** What a view gives: plain nodes, drawn as rows; tooltips are made when they are asked for. */
export interface Tree<Node> {
	children(node: Node | undefined): Promise<readonly Node[]>;
	row(node: Node): vscode.TreeItem;
	tooltip?(node: Node): Promise<vscode.MarkdownString | undefined> | vscode.MarkdownString | undefined;
	/** Looks for what has changed outside of this window; called every few seconds while somebody watches. */
	look?(): Promise<void>;
	readonly onDidChange: vscode.Event<Node | undefined>;
}

const LOOK_EVERY_MS = 3000;

/** @param onSeen  called whenever somebody begins to look at it */
export function registerTree<Node>(
	id: ViewId,
	open: () => Promise<Tree<Node>>,
	onSeen?: () => void,
): readonly Ending[] {
	const provider = new LazyTree(open);
	const view = vscode.window.createTreeView(id, { treeDataProvider: provider, showCollapseAll: true });
	const timer = setInterval(() => {
		if (view.visible) void provider.look();
	}, LOOK_EVERY_MS);
	const seen = view.onDidChangeVisibility(({ visible }) => {
		if (visible) onSeen?.();
	});
	return [view, seen, provider, { dispose: () => clearInterval(timer) }];
}

class LazyTree<Node> implements vscode.TreeDataProvider<Node>, Ending {
	readonly #open: () => Promise<Tree<Node>>;
	readonly #changed = new vscode.EventEmitter<Node | undefined>();
	#opening: Promise<Tree<Node>> | undefined;
	#tree: Tree<Node> | undefined;

	readonly onDidChangeTreeData = this.#changed.event;

	constructor(open: () => Promise<Tree<Node>>) {
		this.#open = open;
	}

	async getChildren(node?: Node): Promise<Node[]> {
		return [...(await (await this.#opened()).children(node))];
	}

	async getTreeItem(node: Node): Promise<vscode.TreeItem> {
		return (await this.#opened()).row(node);
	}

	async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
		const tooltip = await (await this.#opened()).tooltip?.(node);
		if (tooltip !== undefined) item.tooltip = tooltip;
		return item;
	}

	/** Only when somebody has seen it. */
	async look(): Promise<void> {
		await this.#tree?.look?.();
	}

	dispose(): void {
		this.#changed.dispose();
	}

	#opened(): Promise<Tree<Node>> {
		this.#opening ??= this.#open().then((tree) => {
			this.#tree = tree;
			tree.onDidChange((node) => this.#changed.fire(node));
			return tree;
		});
		return this.#opening;
	}
}
