/** What a run is to do: plain data, so that a reloaded window can take it up again. */
import type { ExportOrder } from '../../core/jobs/runJob.ts';
import { parseTarget } from '../../core/project/targets.ts';
import type { ReplicateMode } from '../../core/jobs/replicate.ts';
import type { Project } from '../../core/project/project.ts';

export type RunRequest = { readonly folder: string } & (
	| { readonly kind: 'job'; readonly job: string }
	| { readonly kind: 'replicate'; readonly targets: readonly string[]; readonly mode: ReplicateMode }
	| { readonly kind: 'backup'; readonly connections: readonly string[] }
	| ({ readonly kind: 'export' } & ExportOrder)
);

/** As the user knows it: the job's name, or what it is run on. */
export function titleOf(request: RunRequest): string {
	switch (request.kind) {
		case 'job':
			return request.job;
		case 'backup':
			return request.connections.join(', ');
		case 'replicate':
		case 'export':
			return request.targets.join(', ');
	}
}

/** `mls/Property`, `mls`: what it works on. */
export function targetsOf(request: RunRequest, project: Project): readonly string[] {
	switch (request.kind) {
		case 'job':
			return project.jobs.get(request.job)?.targets ?? [];
		case 'backup':
			return request.connections;
		case 'replicate':
		case 'export':
			return request.targets;
	}
}

export function connectionsOf(request: RunRequest, project: Project): readonly string[] {
	return [...new Set(targetsOf(request, project).map((target) => parseTarget(target).connection))];
}

/** Whether a run can be taken up where it stopped: an export is one snapshot and would begin anew. */
export function isResumable(request: RunRequest, project: Project): boolean {
	if (request.kind === 'job') return project.jobs.get(request.job)?.kind !== 'export';
	return request.kind !== 'export';
}
