/** Which folder's project a tool means: usually there is one, and names of connections and jobs tell the rest. */
import { FreeholdError } from '../errors.ts';
import { nearest } from '../project/problems.ts';
import { findConnection } from '../project/targets.ts';
import type { Project } from '../project/project.ts';
import type { ToolHost, ToolProject } from './toolHost.ts';

/** All folders, or the one that is named. @throws FreeholdError `usage` where there is no such folder */
export async function projectsOf(host: ToolHost, folder: string | undefined): Promise<readonly ToolProject[]> {
	const all = await host.projects();
	if (folder === undefined) return all;
	const named = all.filter((one) => one.folder === folder);
	if (named.length > 0) return named;
	throw new FreeholdError('usage', {
		what: `There is no folder '${folder}' with a freehold.yaml`,
		why: `there are ${all.map((one) => one.folder).join(', ')}`,
		next: 'Name one of those, or none',
	});
}

export async function projectOfConnection(
	host: ToolHost,
	connection: string,
	folder: string | undefined,
): Promise<ToolProject> {
	const found = await theOne(
		host,
		folder,
		({ connections }) => connections.has(connection),
		`connection '${connection}'`,
	);
	// The project itself says best what it has instead.
	findConnection(found.project, connection);
	return found;
}

export async function projectOfJob(host: ToolHost, job: string, folder: string | undefined): Promise<ToolProject> {
	const found = await theOne(host, folder, ({ jobs }) => jobs.has(job), `job '${job}'`);
	const known = [...found.project.jobs.keys()];
	if (known.includes(job)) return found;
	const meant = nearest(job, known);
	throw new FreeholdError('usage', {
		what: `There is no job '${job}'`,
		why: known.length === 0 ? 'freehold.yaml declares none' : `freehold.yaml declares ${known.join(', ')}`,
		next: meant === undefined ? 'Name one of those' : `Did you mean '${meant}'?`,
	});
}

/** The only one that has it; the first one where none has. */
async function theOne(
	host: ToolHost,
	folder: string | undefined,
	has: (project: Project) => boolean,
	what: string,
): Promise<ToolProject> {
	const all = await projectsOf(host, folder);
	const found = all.filter(({ project }) => has(project));
	const [first = all[0], second] = found;
	if (first === undefined) throw noProject();
	if (second === undefined) return first;
	throw new FreeholdError('usage', {
		what: `It is not clear which ${what} is meant`,
		why: `the folders ${found.map((one) => one.folder).join(', ')} have one each`,
		next: "Name the folder as well, as 'folder'",
	});
}

export function noProject(): FreeholdError {
	return new FreeholdError('configuration', {
		what: 'There is no freehold.yaml without mistakes here',
		why: 'Connections and jobs are declared there',
		next: "Run 'freehold init' there, or mend the file",
	});
}
