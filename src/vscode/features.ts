/** All features. Adding one is a line here, its folder, and its part of the manifest. */
import type { CommandTable } from './doors/commands.ts';
import { aiFeature } from './ai/feature.ts';
import { backupCommands } from './backups/feature.ts';
import { changesCommands } from './changes/feature.ts';
import { connectionCommands, connectionsFeature } from './connections/feature.ts';
import { exportCommands } from './exports/feature.ts';
import type { Feature } from './feature.ts';
import { gridCommands, gridFeature } from './grid/feature.ts';
import { jobCommands, jobsFeature } from './jobs/feature.ts';
import { plotCommands, plotFeature } from './plots/feature.ts';
import { profileCommands, profileFeature } from './profile/feature.ts';
import { projectFileCommands, projectFileFeature } from './projectFile/feature.ts';
import { recordCommands, recordsFeature } from './records/feature.ts';
import { requestsCommands, requestsFeature } from './requests/feature.ts';
import { resourcesCommands, resourcesFeature } from './resources/feature.ts';
import { requestSecretsFeature } from './requestSecrets/feature.ts';
import { sandboxCommands, sandboxFeature } from './sandbox/feature.ts';
import { sourcesCommands, sourcesFeature } from './sources/feature.ts';
import { documentCommands, documentsFeature } from './documents/feature.ts';
import { filterCommands, filterFeature } from './filter/feature.ts';
import { filesViewCommands, filesViewFeature } from './filesView/feature.ts';
import { jobsViewCommands, jobsViewFeature } from './jobsView/feature.ts';
import { runsViewCommands, runsViewFeature } from './runsView/feature.ts';
import { sqlCommands, sqlFeature } from './sql/feature.ts';
import { taskCommands, tasksFeature } from './tasks/feature.ts';
import { typesCommands } from './types/feature.ts';
import { statusCommands, statusFeature } from './status/feature.ts';

export const FEATURES: readonly Feature[] = [
	sourcesFeature,
	sandboxFeature,
	jobsFeature,
	projectFileFeature,
	requestSecretsFeature,
	connectionsFeature,
	jobsViewFeature,
	runsViewFeature,
	filesViewFeature,
	documentsFeature,
	gridFeature,
	plotFeature,
	profileFeature,
	tasksFeature,
	statusFeature,
	filterFeature,
	sqlFeature,
	requestsFeature,
	recordsFeature,
	resourcesFeature,
	aiFeature,
];

/** The type is the proof: a declared command without work, or work without a declared command, does not compile. */
export const COMMANDS: CommandTable = {
	...sandboxCommands,
	...connectionCommands,
	...jobCommands,
	...sourcesCommands,
	...statusCommands,
	...jobsViewCommands,
	...runsViewCommands,
	...changesCommands,
	...filesViewCommands,
	...documentCommands,
	...gridCommands,
	...requestsCommands,
	...typesCommands,
	...plotCommands,
	...profileCommands,
	...recordCommands,
	...resourcesCommands,
	...exportCommands,
	...backupCommands,
	...taskCommands,
	...projectFileCommands,
	...filterCommands,
	...sqlCommands,
};
