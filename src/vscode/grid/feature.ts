/** The grid: rows of datasets, queries and files, of any number. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';
import { GRID_VIEW, TABLE_EDITOR } from '../ids.ts';

export const gridCommands = {
	'freehold.grid.open': async (freehold, ref) => (await import('./openInGrid.ts')).openInGrid(freehold, ref),
	'freehold.grid.copyWithHeaders': async (freehold) => (await freehold.grids()).active?.copyWithHeaders(),
} satisfies SomeCommands;

export const gridFeature: Feature = {
	register: (freehold) => [
		vscode.window.registerWebviewPanelSerializer(GRID_VIEW, {
			deserializeWebviewPanel: async (panel, state) =>
				(await import('./restoreGrid.ts')).restoreGrid(freehold, panel, state),
		}),
		vscode.window.registerCustomEditorProvider(
			TABLE_EDITOR,
			{
				// Nothing is read before it is seen, and never through a text document: files may be of any size.
				openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
				resolveCustomEditor: async ({ uri }, panel) => {
					(await freehold.grids()).attach(panel, { kind: 'file', uri: uri.toString() });
				},
			},
			{ supportsMultipleEditorsPerDocument: true },
		),
	],
};
