/** The profile of a table: what its columns hold, on a page of its own. */
import * as vscode from 'vscode';
import type { Feature, SomeCommands } from '../feature.ts';
import { PROFILE_VIEW } from '../ids.ts';

export const profileCommands = {
	'freehold.profile': async (freehold, ref) => (await import('./openProfile.ts')).openProfile(freehold, ref),
} satisfies SomeCommands;

export const profileFeature: Feature = {
	register: (freehold) => [
		vscode.window.registerWebviewPanelSerializer(PROFILE_VIEW, {
			deserializeWebviewPanel: async (panel, state) =>
				(await import('./restoreProfile.ts')).restoreProfile(freehold, panel, state),
		}),
	],
};
