/** Connections: adding them, and giving them their secrets. */
import type { SomeCommands } from '../feature.ts';

export const connectionCommands = {
	'freehold.init': async (freehold) => (await import('./addConnection.ts')).createProject(freehold),
	'freehold.connection.add': async (freehold) => (await import('./addConnection.ts')).addConnection(freehold),
	'freehold.connection.setCredentials': async (freehold, ref) =>
		(await import('./setCredentials.ts')).setCredentials(freehold, ref),
} satisfies SomeCommands;
