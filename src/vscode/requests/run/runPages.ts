/** Runs all pages of a request into a file, and opens its rows in the grid. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import { whileWaiting } from '../../doors/waiting.ts';
import type { Freehold } from '../../freehold.ts';
import type { PlaceRef } from '../../refs.ts';
import { chosenRead } from './chosenRequest.ts';
import { showFailure } from './showFailure.ts';

export async function runPages(freehold: Freehold, ref: PlaceRef | undefined): Promise<void> {
	const wish = await chosenRead(ref);
	const output = await chooseOutput(freehold, wish.uri);
	if (output === undefined) return;
	const runs = await freehold.requestRuns();
	const number = new Intl.NumberFormat(vscode.env.language);
	const { outcome } = await whileWaiting(vscode.l10n.t('Running all pages'), (signal, tell) =>
		runs.run(wish, signal, {
			allPages: {
				output: output.fsPath,
				onPage: ({ rows, total, pages }) =>
					tell(
						total === undefined
							? vscode.l10n.t('{0} rows, {1} pages', number.format(rows), number.format(pages))
							: vscode.l10n.t('{0} of {1} rows', number.format(rows), number.format(total)),
					),
			},
		}),
	);
	if (outcome.result.kind === 'failed') await showFailure(runs, wish, outcome.result.error);
	if (output.path.endsWith('.json')) await vscode.commands.executeCommand('vscode.open', output);
	else (await freehold.grids()).show({ kind: 'file', uri: output.toString() });
}

/** Beside the request file, under its name. */
async function chooseOutput(freehold: Freehold, uri: vscode.Uri): Promise<vscode.Uri | undefined> {
	const folder = uri.scheme === 'file' ? vscode.Uri.joinPath(uri, '..') : vscode.workspace.workspaceFolders?.[0]?.uri;
	const name = (uri.path.split('/').at(-1) ?? 'rows').replace(/(?:\.freehold)?\.http$/, '');
	const last = freehold.storage.ofWorkspace('pagesOutput');
	const file = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Run All Pages Into'),
		...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, `${name}.${last ?? 'ndjson'}`) }),
		filters: { NDJSON: ['ndjson'], CSV: ['csv'], JSON: ['json'], Excel: ['xlsx'], Parquet: ['parquet'] },
	});
	if (file === undefined) return undefined;
	if (file.scheme !== 'file') {
		throw new FreeholdError('usage', {
			what: vscode.l10n.t('Nothing was sent'),
			why: vscode.l10n.t('rows can only be written to a disk of this machine'),
			next: vscode.l10n.t('Choose a file on a disk'),
		});
	}
	await freehold.storage.rememberInWorkspace('pagesOutput', file.path.split('.').at(-1) ?? 'ndjson');
	return file;
}
