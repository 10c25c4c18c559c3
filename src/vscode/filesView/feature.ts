/** The Requests & Filters view. */
import type { Feature, SomeCommands } from '../feature.ts';
import { VIEWS } from '../ids.ts';
import { registerTree } from '../views/registerTree.ts';

export const filesViewCommands = {
	'freehold.filter.new': async (freehold) => (await import('./newFilter.ts')).newFilter(freehold),
} satisfies SomeCommands;

export const filesViewFeature: Feature = {
	register: (freehold) => registerTree(VIEWS.files, () => freehold.filesView()),
};
