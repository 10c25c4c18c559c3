/** All features. Adding one is a line here, its folder, and its part of the manifest. */
import type { CommandTable } from './doors/commands.ts';
import { connectionCommands } from './connections/feature.ts';
import type { Feature } from './feature.ts';
import { jobCommands, jobsFeature } from './jobs/feature.ts';
import { projectFileCommands, projectFileFeature } from './projectFile/feature.ts';
import { sandboxCommands, sandboxFeature } from './sandbox/feature.ts';
import { sourcesCommands, sourcesFeature } from './sources/feature.ts';
import { statusCommands } from './status/feature.ts';

export const FEATURES: readonly Feature[] = [sourcesFeature, sandboxFeature, jobsFeature, projectFileFeature];

/** The type is the proof: a declared command without work, or work without a declared command, does not compile. */
export const COMMANDS: CommandTable = {
	...sandboxCommands,
	...connectionCommands,
	...jobCommands,
	...sourcesCommands,
	...statusCommands,
	...projectFileCommands,
};
