/** Plots of what grids and datasets hold. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';
import { PLOT_VIEW } from '../ids.ts';

export const plotCommands = {
	'freehold.plot': async (freehold, ref) => (await import('./openPlot.ts')).plotDataset(freehold, ref),
	'freehold.grid.plot': async (freehold) => (await import('./openPlot.ts')).plotGrid(freehold),
} satisfies SomeCommands;

export const plotFeature: Feature = {
	register: (freehold) => [
		vscode.window.registerWebviewPanelSerializer(PLOT_VIEW, {
			deserializeWebviewPanel: async (panel, state) =>
				(await import('./restorePlot.ts')).restorePlot(freehold, panel, state),
		}),
	],
};
