/** Read-only documents: what the command line prints, in the editor. */
import * as vscode from 'vscode';
import { DOCUMENT_SCHEME } from '../doors/documents.ts';
import type { Feature, SomeCommands } from '../feature.ts';

export const documentCommands = {
	'freehold.showSources': async () => (await import('./commands.ts')).showSources(),
	'freehold.status': async (freehold, ref) => (await import('./commands.ts')).showStatus(freehold, ref),
	'freehold.filter.check': async (freehold, ref) => (await import('./commands.ts')).tellFilter(freehold, 'check', ref),
	'freehold.filter.format': async (freehold, ref) =>
		(await import('./commands.ts')).tellFilter(freehold, 'format', ref),
	'freehold.filter.explain': async (freehold, ref) =>
		(await import('./commands.ts')).tellFilter(freehold, 'explain', ref),
	'freehold.filter.eval': async (freehold, ref) => (await import('./commands.ts')).tellFilter(freehold, 'eval', ref),
	'freehold.filter.sql': async (freehold, ref) => (await import('./commands.ts')).tellFilter(freehold, 'sql', ref),
} satisfies SomeCommands;

export const documentsFeature: Feature = {
	register: ({ documents }) => [
		documents,
		vscode.workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, documents),
	],
};
