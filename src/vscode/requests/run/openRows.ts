/** Opens the rows of an answer in the grid: of a page its records, of a list its items. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../../core/errors.ts';
import { storedExchange } from '../../../core/requests/response/keptExchange.ts';
import { readPage } from '../../../core/requests/pages/readPage.ts';
import { parseExactly } from '../../../core/exactNumbers.ts';
import type { Freehold } from '../../freehold.ts';
import { RESPONSE_SCHEME } from '../selector.ts';

export async function openRows(freehold: Freehold): Promise<void> {
	const uri = vscode.window.activeTextEditor?.document.uri;
	const shown = vscode.window.visibleTextEditors.find(
		({ document }) => document.uri.scheme === RESPONSE_SCHEME,
	)?.document;
	const response = uri?.scheme === RESPONSE_SCHEME ? uri : shown?.uri;
	if (response === undefined) throw noRows(vscode.l10n.t('no answer is before you'));
	const { history } = await freehold.requestRuns();
	const entry = await history.get(response.query);
	if (entry === undefined) throw noRows(vscode.l10n.t('its answer is no longer kept'));
	const { kept } = entry;
	if (kept.isCut) throw noRows(vscode.l10n.t('only its beginning was kept'));
	const rows = rowsOf(storedExchange(kept).body);
	if (rows === undefined) throw noRows(vscode.l10n.t('it holds no list of records'));
	const file = await history.writeRows(kept, rows);
	(await freehold.grids()).show({ kind: 'file', uri: vscode.Uri.file(file).toString() });
}

function rowsOf(body: string): readonly unknown[] | undefined {
	try {
		return readPage(parseExactly(body))?.rows;
	} catch (error) {
		// What is no JSON has no rows.
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function noRows(why: string): FreeholdError {
	return new FreeholdError('usage', {
		what: vscode.l10n.t('There are no rows to be shown'),
		why,
		next: vscode.l10n.t('Run a request for a list, or run all of its pages'),
	});
}
