/** Finding out what goes on: the log, diagnostics, freehold.yaml itself. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';

export const statusCommands = {
	'freehold.openLog': async (freehold, ref) => (await import('./openLog.ts')).openLog(freehold, ref),
	'freehold.copyDiagnostics': async (freehold) => (await import('./diagnostics.ts')).copyDiagnostics(freehold),
	'freehold.openProject': async (freehold, ref) => (await import('./openProject.ts')).openProject(freehold, ref),
	'freehold.openFolder': () => Promise.resolve(vscode.commands.executeCommand('vscode.openFolder')),
	'freehold.showMessagesAgain': async (freehold) => (await freehold.messages()).reset(),
} satisfies SomeCommands;

export const statusFeature: Feature = {
	start: async (freehold) => {
		const [{ StatusBar }, { LanguageStatus }] = await Promise.all([
			import('./statusBar.ts'),
			import('./languageStatus.ts'),
		]);
		freehold.context.subscriptions.push(await StatusBar.open(freehold), await LanguageStatus.open(freehold));
	},
};
