/** What changed: between runs and times, as tables and as the life of one row; and what of it nobody has looked at. */
import type { SomeCommands } from '../feature.ts';

export const changesCommands = {
	'freehold.changes': async (freehold, ref) => (await import('./openChanges.ts')).openChanges(freehold, ref),
	'freehold.changes.seen': async (freehold, ref) => (await import('./openChanges.ts')).markSeen(freehold, ref),
	'freehold.asOf': async (freehold, ref) => (await import('./openAsOf.ts')).openAsOf(freehold, ref),
	'freehold.rowHistory': async (freehold, ref) => (await import('./openRowHistory.ts')).openRowHistory(freehold, ref),
} satisfies SomeCommands;
