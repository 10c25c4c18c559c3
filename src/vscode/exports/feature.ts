/** What exports have written. */
import type { SomeCommands } from '../feature.ts';

export const exportCommands = {
	'freehold.export.open': async (freehold, ref) => (await import('./openExport.ts')).openExport(freehold, ref),
} satisfies SomeCommands;
