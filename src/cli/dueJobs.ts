/** Which jobs of a project are due, by what its replicas and its exported files tell. */
import { timingOf } from '../core/jobs/timing.ts';
import type { StoredRuns } from '../core/jobs/timing.ts';
import type { Job, Project } from '../core/project/project.ts';
import { readStates } from './readStates.ts';

export async function dueJobs(project: Project): Promise<readonly Job[]> {
	const now = Date.now();
	const stored = new Map<string, StoredRuns>();
	for (const name of project.connections.keys()) {
		const { datasets, files } = await readStates(project, name);
		stored.set(name, { datasets, lastBackup: files?.lastBackup });
	}
	const due: Job[] = [];
	for (const job of project.jobs.values()) {
		if ((await timingOf(project, job, (name) => stored.get(name), now)).isDue) due.push(job);
	}
	return due;
}
