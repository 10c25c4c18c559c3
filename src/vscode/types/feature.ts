/** Types of records, and starter integrations, from what is replicated. */
import type { SomeCommands } from '../feature.ts';

export const typesCommands = {
	'freehold.types': async (freehold, ref) => (await import('./writeTypes.ts')).writeTypes(freehold, ref),
	'freehold.scaffold': async (freehold, ref) => (await import('./writeScaffold.ts')).writeScaffold(freehold, ref),
} satisfies SomeCommands;
