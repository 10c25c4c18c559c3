/** A request that was not sent, or not answered: its mistake is shown at its place. */
import * as vscode from 'vscode';
import { RequestProblem } from '../../../core/requests/requestProblem.ts';
import { EntityConflict } from '../../../core/sources/reapit/entities/writeErrors.ts';
import { rangeOf } from '../../filter/documents.ts';
import { showConflict } from '../write/showConflict.ts';
import type { RequestRuns, RunWish } from './requestRuns.ts';

/** @throws the error, to be told as any other, once its place is shown */
export async function showFailure({ conflicts }: RequestRuns, wish: RunWish, error: unknown): Promise<never> {
	if (error instanceof EntityConflict) await showConflict(wish, error, conflicts);
	if (error instanceof RequestProblem) {
		const document = await vscode.workspace.openTextDocument(wish.uri);
		const editor = await vscode.window.showTextDocument(document);
		const range = rangeOf(document, error.span);
		editor.selection = new vscode.Selection(range.start, range.end);
		editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
	}
	throw error;
}
