/** What a plot needs of the editor: rows, the grid, files, the clipboard. */
import * as vscode from 'vscode';
import type { PlotKept, ToPlotPage } from '../../protocol/plot.ts';
import type { Freehold } from '../freehold.ts';
import { sourceOf, titleOf } from '../grid/gridSubject.ts';
import type { Grids } from '../grid/grids.ts';
import { runTable } from '../grid/tableRunner.ts';
import { nextStep } from '../nextStep.ts';
import { PlotTable } from './plotTable.ts';
import type { PlotWorld } from './plotSession.ts';
import { unitStages } from './unitStages.ts';

export function plotWorld(
	freehold: Freehold,
	grids: Grids,
	{ subject, sheet }: PlotKept,
	post: (message: ToPlotPage) => void,
): PlotWorld {
	return {
		post,
		openRows: async (onProgress) => new PlotTable(runTable, await sourceOf(freehold, subject, sheet), onProgress),
		stages: async () => {
			if (subject.kind === 'file') return undefined;
			const connection = (await freehold.projects()).connection(subject);
			return connection?.source === 'realpad' ? unitStages() : undefined;
		},
		arrangement: () => {
			const grid = grids.of(subject);
			return grid?.state.sheets?.current === sheet ? grid?.shown.arrangement : undefined;
		},
		showInGrid: (arrangement) => {
			grids.show(subject, arrangement, sheet);
			return Promise.resolve();
		},
		save: async (format, content) => {
			const uri = await vscode.window.showSaveDialog({
				defaultUri: suggestedFile(subject, format),
				filters: format === 'svg' ? { SVG: ['svg'] } : { PNG: ['png'] },
			});
			if (uri === undefined) return undefined;
			const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
			await vscode.workspace.fs.writeFile(uri, bytes);
			return vscode.l10n.t('Saved as {0}', uri.path.split('/').at(-1) ?? '');
		},
		copy: async (text) => {
			await vscode.env.clipboard.writeText(text);
			return vscode.l10n.t('The table is on the clipboard');
		},
		shown: (failure) => ({ what: failure.what, why: failure.why, next: nextStep(vscode.l10n, failure) }),
	};
}

/** Beside a file, else in the folder of its freehold.yaml. */
function suggestedFile(subject: PlotKept['subject'], format: string): vscode.Uri {
	const name = titleOf(subject).replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
	const folder =
		subject.kind === 'file'
			? vscode.Uri.joinPath(vscode.Uri.parse(subject.uri), '..')
			: vscode.Uri.parse(subject.folder);
	return vscode.Uri.joinPath(folder, `${name}.${format}`);
}
