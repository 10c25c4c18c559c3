/** The Jobs view. */
import type { Feature, SomeCommands } from '../feature.ts';
import { VIEWS } from '../ids.ts';
import { registerTree } from '../views/registerTree.ts';

export const jobsViewCommands = {
	'freehold.showJobs': async (freehold) => (await import('./showJobs.ts')).showJobs(freehold),
} satisfies SomeCommands;

export const jobsViewFeature: Feature = {
	register: (freehold) =>
		registerTree(
			VIEWS.jobs,
			() => freehold.jobsView(),
			() => freehold.failures.seen(),
		),
};
