/** Finding out what goes on: the log, diagnostics, freehold.yaml itself. */
import * as vscode from 'vscode';
import type { SomeCommands } from '../feature.ts';

export const statusCommands = {
	'freehold.openLog': async (freehold) => (await freehold.log()).show(),
	'freehold.copyDiagnostics': async (freehold) => (await import('./diagnostics.ts')).copyDiagnostics(freehold),
	'freehold.openProject': async (freehold, ref) => (await import('./openProject.ts')).openProject(freehold, ref),
	'freehold.openFolder': () => Promise.resolve(vscode.commands.executeCommand('vscode.openFolder')),
	'freehold.showMessagesAgain': async (freehold) => (await freehold.messages()).reset(),
} satisfies SomeCommands;
