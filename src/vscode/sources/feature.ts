/** The Sources view. */
import type { Feature, SomeCommands } from '../feature.ts';
import { VIEWS } from '../ids.ts';
import { registerTree } from '../views/registerTree.ts';

export const sourcesCommands = {
	'freehold.refresh': async (freehold) => {
		const projects = await freehold.projects();
		await projects.refresh();
		await (await freehold.replicas()).refresh(projects.all);
	},
} satisfies SomeCommands;

export const sourcesFeature: Feature = {
	register: (freehold) => registerTree(VIEWS.sources, () => freehold.sources()),
};
