/** Panels of a reloaded window. */
import type * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { subjectFrom } from './keptSubject.ts';

/** @param state  what the page has kept */
export async function restoreGrid(freehold: Freehold, panel: vscode.WebviewPanel, state: unknown): Promise<void> {
	const kept = typeof state === 'object' && state !== null && 'subject' in state ? state.subject : undefined;
	const subject = subjectFrom(kept);
	// Closed before it had kept anything: there is nothing to be shown.
	if (subject === undefined) panel.dispose();
	else (await freehold.grids()).attach(panel, subject);
}
