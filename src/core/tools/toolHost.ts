/** What tools are given of the world: the editor and the command line each bring their own. */
import type { DatasetResult } from '../jobs/events.ts';
import type { ExportedFile } from '../jobs/runJob.ts';
import type { Project } from '../project/project.ts';
import type { ReplicaQuestions } from './replicaQuestions.ts';

/** A folder with a freehold.yaml. */
export interface ToolProject {
	/** Its name, as the user sees it. */
	readonly folder: string;
	readonly project: Project;
}

export interface JobOrder extends ToolProject {
	readonly job: string;
	readonly signal: AbortSignal;
	/** Told in few words how far it is. */
	readonly onProgress: (message: string) => void;
}

export interface JobEnd {
	readonly results: readonly DatasetResult[];
	readonly files: readonly ExportedFile[];
}

export interface ToolHost {
	/** As they are now. @throws FreeholdError `configuration` where there is none without mistakes */
	projects(): Promise<readonly ToolProject[]>;
	readonly replicas: ReplicaQuestions;
	/**
	 * Runs a declared job; absent where tools may only read.
	 *
	 * @throws the signal's reason when cancelled; `FreeholdError` where nothing could begin
	 */
	readonly runJob?: ((order: JobOrder) => Promise<JobEnd>) | undefined;
	/** Values that must never stand in a result, whatever quotes them. */
	secrets(): readonly string[];
}
