/** Running jobs: commands, the schedule, and runs that a reloaded window takes up again. */
import type { Feature, SomeCommands } from '../feature.ts';

export const jobCommands = {
	'freehold.run': async (freehold, ref) => (await import('./runCommands.ts')).runDeclaredJob(freehold, ref),
	'freehold.replicate': async (freehold, ref) => (await import('./runCommands.ts')).replicateRow(freehold, ref),
	'freehold.export': async (freehold, ref) => (await import('./runCommands.ts')).exportRow(freehold, ref),
	'freehold.backup': async (freehold, ref) => (await import('./runCommands.ts')).backUpRow(freehold, ref),
	'freehold.verify': async (freehold, ref) => (await import('./verifyRow.ts')).verifyRow(freehold, ref),
	'freehold.releaseHeld': async (freehold, ref) => (await import('./releaseRow.ts')).releaseRow(freehold, ref),
	'freehold.cancel': async (freehold, ref) => (await import('./cancelRun.ts')).cancelRun(freehold, ref),
} satisfies SomeCommands;

export const jobsFeature: Feature = {
	start: async (freehold) => {
		const left = freehold.storage.ofWorkspace('runsInProgress') ?? [];
		if (left.length > 0) (await freehold.jobs()).takeUp();
		const { Schedule } = await import('./schedule.ts');
		freehold.context.subscriptions.push(new Schedule(freehold));
	},
};
