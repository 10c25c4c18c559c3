/** A row of a view as plain data: what is shown for a state can be tested without an editor. */
import type { Command } from 'vscode';
import type { Ref } from '../refs.ts';

export interface RowModel {
	/** Stable, so that what is expanded and selected survives a refresh. */
	readonly id: string;
	readonly label: string;
	readonly description: string;
	readonly icon: { readonly id: string; readonly color?: string };
	/** What menus look at (`viewItem`). */
	readonly context: string;
	/** Paragraphs below the label; texts as they are, never Markdown. */
	readonly tooltip?: readonly string[];
	readonly children?: 'collapsed' | 'expanded';
	/** URI of the file that it stands for. */
	readonly resource?: string;
	/** Done on a click. */
	readonly command?: Command;
}

export interface ViewNode {
	/** What commands are given that are called on it. */
	readonly ref?: Ref | undefined;
	readonly row: RowModel;
	readonly children?: readonly ViewNode[] | undefined;
}

/** Parts that are there, with a dot between. */
export function joined(parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
