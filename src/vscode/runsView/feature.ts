/** The Runs view: what was done, what it changed, and doing it again. */
import type { Feature, SomeCommands } from '../feature.ts';
import { VIEWS } from '../ids.ts';
import { registerTree } from '../views/registerTree.ts';

export const runsViewCommands = {
	'freehold.diff': async (freehold, ref) => (await import('./openDiff.ts')).openDiff(freehold, ref, 'text'),
	'freehold.diff.json': async (freehold, ref) => (await import('./openDiff.ts')).openDiff(freehold, ref, 'json'),
	'freehold.runs.again': async (freehold, ref) => (await import('./runActions.ts')).runAgain(freehold, ref),
	'freehold.runs.more': async (freehold) => (await freehold.runsView()).more(),
	'freehold.copyCommand': async (freehold, ref) => (await import('./runActions.ts')).copyCommand(freehold, ref),
} satisfies SomeCommands;

export const runsViewFeature: Feature = {
	register: (freehold) =>
		registerTree(
			VIEWS.runs,
			() => freehold.runsView(),
			() => freehold.failures.seen(),
		),
};
