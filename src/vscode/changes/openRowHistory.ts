/** Opens what became of a row, run by run: of the one at the cursor of the grid, or of one whose key is typed. */
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { Freehold } from '../freehold.ts';
import type { GridSession } from '../grid/gridSession.ts';
import { askDataset } from '../jobs/askTarget.ts';
import type { DatasetRef } from '../refs.ts';
import { targetOf } from '../refs.ts';
import { datasetShown } from './datasetOf.ts';

export async function openRowHistory(freehold: Freehold, given: DatasetRef | undefined): Promise<void> {
	const grid = given === undefined ? (await freehold.grids()).active : undefined;
	if (grid !== undefined && datasetShown(grid.subject) !== undefined) {
		// Only its page knows where the cursor is, and comes back with the row.
		grid.perform('rowHistory');
		return;
	}
	const ref = given ?? (await askDataset(freehold, vscode.l10n.t('The history of a row of which dataset?'), true));
	if (ref === undefined) return;
	const key = await vscode.window.showInputBox({
		title: targetOf(ref),
		prompt: vscode.l10n.t('Key of the row; several columns as JSON: ["SBOX","OXF1"]'),
		ignoreFocusOut: true,
	});
	if (key !== undefined && key.trim() !== '') await showRowHistory(freehold, ref, key.trim());
}

/** What the page of a grid asks for. Failures are told. */
export async function showGridRow(freehold: Freehold, session: GridSession, row: number): Promise<void> {
	try {
		const ref = datasetShown(session.subject);
		const key = ref === undefined || row < 0 ? null : await session.ask('key', { row }, { signal: NEVER });
		if (ref === undefined || key === null) throw noRow();
		await showRowHistory(freehold, ref, key);
	} catch (error) {
		void (await freehold.messages()).failed(error);
	}
}

/** A key is found in a moment. */
const NEVER = new AbortController().signal;

async function showRowHistory(freehold: Freehold, ref: DatasetRef, key: string): Promise<void> {
	const { folder, connection, dataset } = ref;
	const name = `${targetOf(ref)} ${key.replaceAll(/[/\\]/g, ' ')} history.txt`;
	await freehold.documents.show({ kind: 'rowHistory', folder, connection, dataset, key }, name);
}

function noRow(): FreeholdError {
	return new FreeholdError('notFound', {
		what: 'The history of the row cannot be shown',
		why: 'the cursor is in no row, or the row is gone from the table',
		next: 'Move the cursor to a row, or refresh the grid',
	});
}
