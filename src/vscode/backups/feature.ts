/** Backed-up files. */
import type { SomeCommands } from '../feature.ts';

export const backupCommands = {
	'freehold.files.reveal': async (freehold, ref) => (await import('./openBackup.ts')).revealBackup(freehold, ref),
	'freehold.files.open': async (freehold, ref) => (await import('./openBackup.ts')).openBackedUpFile(freehold, ref),
} satisfies SomeCommands;
