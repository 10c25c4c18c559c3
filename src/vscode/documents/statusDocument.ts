/** What is stored, how old it is and when it goes on: as `freehold status` prints it. Asks no vendor. */
import { statusEntries } from '../../core/jobs/statusEntries.ts';
import type { StatusEntry } from '../../core/jobs/statusEntries.ts';
import { statusNotes, statusTable } from '../../core/wording/statusText.ts';
import type { StatusRequest } from '../doors/documents.ts';
import type { Freehold } from '../freehold.ts';
import type { ProjectState } from '../projects/projects.ts';

export async function statusDocument(freehold: Freehold, { connection: only }: StatusRequest): Promise<string> {
	const now = Date.now();
	const lines: string[] = [];
	const { all } = await freehold.projects();
	for (const state of all) {
		if (only !== undefined && only.folder !== state.folder) continue;
		const names = only === undefined ? [...(state.project?.connections.keys() ?? [])] : [only.connection];
		const entries: StatusEntry[] = [];
		const failures: string[] = [];
		for (const name of names) {
			const found = await entriesOf(freehold, state, name, now);
			if (typeof found === 'string') failures.push(found);
			else entries.push(...found);
		}
		if (all.length > 1) lines.push(state.name, '');
		if (entries.length === 0) lines.push(`Nothing is stored yet in ${state.project?.dataFolder ?? state.name}.`);
		else lines.push(...statusTable(entries, now, Infinity).lines, '', ...statusNotes(entries, now));
		lines.push(...failures, '');
	}
	return `${lines.join('\n').trim()}\n`;
}

/** @returns why the replica cannot be read, where it cannot */
async function entriesOf(
	freehold: Freehold,
	state: ProjectState,
	name: string,
	now: number,
): Promise<readonly StatusEntry[] | string> {
	const [replicas, network] = await Promise.all([freehold.replicas(), freehold.network()]);
	const ref = { folder: state.folder, connection: name };
	const connection = state.project?.connections.get(name);
	if (state.project === undefined || connection === undefined) return [];
	const { datasets, files, error } = await replicas.read(ref, state, 'fresh');
	if (error !== undefined) return `${name}: ${error instanceof Error ? error.message : 'the replica cannot be read'}`;
	const known = (await freehold.catalogues()).known(ref, connection);
	// Realpad allows each export anew after a pause of its own.
	const own = connection.source === 'realpad' ? known.map(({ id }) => id) : [];
	const hasKey = await network.hasCredentials(ref, connection);
	const asked = [...new Set([...datasets.map(({ dataset }) => dataset), ...own])];
	const blocked = hasKey ? await network.blockedDatasets(ref, connection, asked) : undefined;
	return statusEntries(state.project, { connection: name, datasets, files, own, blocked }, now);
}
