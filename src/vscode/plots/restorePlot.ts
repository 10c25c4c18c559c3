/** Plots of a reloaded window. */
import type * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { keptPlotFrom } from './keptPlot.ts';

/** @param state  what the page has kept */
export async function restorePlot(freehold: Freehold, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
	const kept = keptPlotFrom(state);
	// Closed before it had kept anything: there is nothing to be shown.
	if (kept === undefined) panel.dispose();
	else (await freehold.plots()).attach(panel, kept);
}
