/** The grid: rows of datasets, queries and files, of any number. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';
import type { Freehold } from '../freehold.ts';
import { GRID_VIEW, TABLE_EDITOR } from '../ids.ts';
import type { GridCommand } from '../../protocol/grid.ts';

export const gridCommands = {
	'freehold.grid.open': async (freehold, ref) => (await import('./openInGrid.ts')).openInGrid(freehold, ref),
	'freehold.grid.copyWithHeaders': performing('copyWithHeaders'),
	'freehold.grid.copyAsMarkdown': performing('copyAsMarkdown'),
	'freehold.grid.copyAsJson': performing('copyAsJson'),
	'freehold.grid.copyAsSql': performing('copyAsSql'),
	'freehold.grid.find': performing('find'),
	'freehold.grid.columns': performing('columns'),
	'freehold.grid.clearFilters': performing('clearFilters'),
	'freehold.grid.refresh': performing('refresh'),
	'freehold.grid.details': performing('details'),
	'freehold.grid.moveColumnLeft': performing('moveColumnLeft'),
	'freehold.grid.moveColumnRight': performing('moveColumnRight'),
	'freehold.grid.hideColumn': performing('hideColumn'),
	'freehold.grid.pinColumn': performing('pinColumn'),
	'freehold.grid.toggleProfiles': performing('toggleProfiles'),
	'freehold.grid.export': async (freehold) => (await import('./exportShown.ts')).exportShown(freehold),
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

/** The page in front carries it out: only it knows what is selected. */
function performing(command: GridCommand): (freehold: Freehold) => Promise<void> {
	return async (freehold) => (await freehold.grids()).active?.perform(command);
}
