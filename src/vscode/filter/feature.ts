/** The filter language: what the editor offers for it loads with the first document that may hold filters. */
import { LazyLanguage } from '../doors/lazyLanguage.ts';
import type { Feature, SomeCommands } from '../feature.ts';
import { mayHoldFilters } from './selectors.ts';

export const filterCommands = {
	'freehold.filter.try': async (freehold, ref) => (await import('./tryFilter.ts')).tryFilter(freehold, ref),
	'freehold.filter.run': async (freehold, ref) => (await import('./setCommands.ts')).runSet(freehold, ref),
	'freehold.filter.copyAddress': async (freehold, ref) => (await import('./setCommands.ts')).copyAddress(freehold, ref),
	'freehold.filter.rows': async (freehold, ref) => (await import('./setCommands.ts')).showMatches(freehold, ref),
	'freehold.filter.chooseDataset': async (freehold, ref) =>
		(await import('./setCommands.ts')).chooseDataset(freehold, ref),
} satisfies SomeCommands;

export const filterFeature: Feature = {
	register: (freehold) => [
		new LazyLanguage(freehold, {
			name: 'The filter language',
			concerns: mayHoldFilters,
			begin: async () => (await import('./providers.ts')).registerProviders(freehold),
		}),
	],
};
