/** The project of a folder whose replicas can be written: one without mistakes, on a disk. */
import { FreeholdError } from '../../core/errors.ts';
import type { Project } from '../../core/project/project.ts';
import type { ProjectState } from './projects.ts';

/**
 * @param what  what did not happen otherwise: "The run could not begin"
 * @throws FreeholdError `configuration`
 */
export function projectOnDisk(state: ProjectState | undefined, what: string): Project {
	if (state?.project === undefined) {
		throw new FreeholdError('configuration', {
			what,
			why: 'its folder has no freehold.yaml without mistakes',
			next: 'Mend freehold.yaml and try again',
		});
	}
	if (state.isLocal) return state.project;
	// Its path may be somebody else's on this machine.
	throw new FreeholdError('configuration', {
		what,
		why: `${state.name} is a virtual folder, and a replica needs a disk`,
		next: 'Open a folder of this machine, or clone the repository',
	});
}
