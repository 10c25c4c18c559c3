/** Brings the Jobs view up. Whoever looks has seen what failed. */
import * as vscode from 'vscode';
import type { Freehold } from '../freehold.ts';
import { VIEWS } from '../ids.ts';

export async function showJobs(freehold: Freehold): Promise<void> {
	await vscode.commands.executeCommand(`${VIEWS.jobs}.focus`);
	freehold.failures.seen();
}
