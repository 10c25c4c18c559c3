/** Requests in plain text: help while they are written, and what is done with them. */
import * as vscode from 'vscode';
import { LazyLanguage } from '../doors/lazyLanguage.ts';
import type { Feature, SomeCommands } from '../feature.ts';
import { RESPONSES, RESPONSE_SCHEME, isRequestDocument } from './selector.ts';

export const requestsCommands = {
	'freehold.requests.new': async (freehold, ref) => (await import('./run/newFile.ts')).newFile(freehold, ref),
	'freehold.requests.run': async (freehold, ref) => (await import('./run/runRequest.ts')).runRequest(freehold, ref),
	'freehold.requests.runAllPages': async (freehold, ref) => (await import('./run/runPages.ts')).runPages(freehold, ref),
	'freehold.requests.count': async (freehold, ref) =>
		(await import('./run/countRecords.ts')).countRecords(freehold, ref),
	'freehold.requests.cost': async (freehold, ref) => (await import('./run/countRecords.ts')).tellCost(freehold, ref),
	'freehold.requests.dryRun': async (freehold, ref) => (await import('./run/dryRun.ts')).dryRun(freehold, ref),
	'freehold.requests.copyAs': async (freehold, ref) => (await import('./run/copyAs.ts')).copyAs(freehold, ref),
	'freehold.requests.followLink': async (freehold, ref) =>
		(await import('./run/followResponseLink.ts')).followResponseLink(freehold, ref),
	'freehold.requests.openRows': async (freehold) => (await import('./run/openRows.ts')).openRows(freehold),
	'freehold.requests.import': async (freehold) => (await import('./run/importFile.ts')).importFile(freehold),
	'freehold.requests.history': async (freehold) => (await import('./run/history.ts')).openHistory(freehold),
	'freehold.requests.compare': async (freehold) => (await import('./run/history.ts')).compareResponses(freehold),
	'freehold.requests.clearHistory': async (freehold) => (await import('./run/history.ts')).clearHistory(freehold),
	'freehold.requests.chooseEnvironment': async (freehold) =>
		(await import('./run/chooseEnvironment.ts')).chooseEnvironment(freehold),
} satisfies SomeCommands;

export const requestsFeature: Feature = {
	register: (freehold) => [
		new LazyLanguage(freehold, {
			name: 'The help for requests',
			concerns: isRequestDocument,
			begin: async () => (await import('./language/providers.ts')).registerProviders(freehold),
		}),
		// Also for answers that a reloaded window still shows.
		vscode.workspace.registerTextDocumentContentProvider(RESPONSE_SCHEME, {
			provideTextDocumentContent: async (uri) => (await freehold.responses()).provideTextDocumentContent(uri),
		}),
		vscode.languages.registerDocumentLinkProvider(RESPONSES, {
			provideDocumentLinks: async (document) => (await freehold.responses()).provideDocumentLinks(document),
		}),
		vscode.languages.registerFoldingRangeProvider(RESPONSES, {
			provideFoldingRanges: async (document) => (await freehold.responses()).provideFoldingRanges(document),
		}),
	],
};
