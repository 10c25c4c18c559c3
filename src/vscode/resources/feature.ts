/** Records and metadata of Reapit as files that are opened, edited and saved. */
import * as vscode from 'vscode';
import { LazyLanguage } from '../doors/lazyLanguage.ts';
import type { Feature, SomeCommands } from '../feature.ts';
import { LazyFiles } from './lazyFiles.ts';
import { RESOURCE_SCHEME, isResource } from './scheme.ts';

export const resourcesCommands = {
	'freehold.resources.open': async (freehold, ref) => (await import('./openResource.ts')).openResource(freehold, ref),
	'freehold.resources.new': async (freehold, ref) => (await import('./openResource.ts')).newResource(freehold, ref),
	'freehold.resources.loadMore': async (freehold, ref) => (await import('./loadMore.ts')).loadMore(freehold, ref),
} satisfies SomeCommands;

export const resourcesFeature: Feature = {
	register: (freehold) => [
		freehold.resourceChanges,
		vscode.workspace.registerFileSystemProvider(RESOURCE_SCHEME, new LazyFiles(freehold, freehold.resourceChanges), {
			isCaseSensitive: true,
		}),
		new LazyLanguage(freehold, {
			name: 'The help for records',
			concerns: isResource,
			begin: async () => (await import('./providers.ts')).registerProviders(freehold),
		}),
	],
};
