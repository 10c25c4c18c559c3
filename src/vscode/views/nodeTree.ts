/** A tree whose rows are made at once from the state, and that tells the editor only when they have changed. */
import * as vscode from 'vscode';
import type { Ending } from '../feature.ts';
import type { Tree } from './registerTree.ts';
import type { ViewNode } from './rowModel.ts';
import { toTreeItem, tooltipOf } from './treeItem.ts';

export abstract class NodeTree implements Tree<ViewNode>, Disposable {
	readonly #changed = new vscode.EventEmitter<ViewNode | undefined>();
	readonly #endings: Ending[] = [this.#changed];
	#nodes: readonly ViewNode[] = [];
	/** The rows that are shown, as text. */
	#shown = '';
	#updating: Promise<void> | undefined;
	#isStale = false;

	readonly onDidChange = this.#changed.event;

	/** All rows as they are now. */
	protected abstract load(): Promise<readonly ViewNode[]>;

	protected own(...endings: readonly Ending[]): void {
		this.#endings.push(...endings);
	}

	/** Loads again; asked again meanwhile, once more afterwards. */
	update(): Promise<void> {
		if (this.#updating !== undefined) this.#isStale = true;
		else {
			this.#updating = this.#updateAll().finally(() => {
				this.#updating = undefined;
			});
		}
		return this.#updating ?? Promise.resolve();
	}

	async children(node: ViewNode | undefined): Promise<readonly ViewNode[]> {
		if (node !== undefined) return node.children ?? [];
		// What was just made for a change is what the editor asks for next.
		if (this.#nodes.length === 0) this.#note(await this.load());
		return this.#nodes;
	}

	row(node: ViewNode): vscode.TreeItem {
		return toTreeItem(node.row);
	}

	tooltip(node: ViewNode): Promise<vscode.MarkdownString | undefined> | vscode.MarkdownString | undefined {
		return tooltipOf(node.row);
	}

	async look(): Promise<void> {
		await this.update();
	}

	[Symbol.dispose](): void {
		for (const one of this.#endings) one.dispose();
	}

	async #updateAll(): Promise<void> {
		do {
			this.#isStale = false;
			if (this.#note(await this.load())) this.#changed.fire(undefined);
		} while (this.#isStale);
	}

	/** @returns whether something else is shown now */
	#note(nodes: readonly ViewNode[]): boolean {
		const shown = JSON.stringify(nodes);
		this.#nodes = nodes;
		if (shown === this.#shown) return false;
		this.#shown = shown;
		return true;
	}
}
