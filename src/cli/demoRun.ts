/** One run of the demo: all three connections, and the files of Realpad. */
import { MemoryBudget } from '../core/http/memoryBudget.ts';
import type { DatasetResult } from '../core/jobs/events.ts';
import { narrowed } from '../core/jobs/exportFile.ts';
import { USUAL_FILE_BACKUP, USUAL_REPLICATION, backupTargets } from '../core/jobs/runTargets.ts';
import type { ReplicateSettings } from '../core/jobs/runTargets.ts';
import type { Secrets } from '../core/outside.ts';
import type { Project } from '../core/project/project.ts';
import { findConnection } from '../core/project/targets.ts';
import { asDataset, realpadDatasets } from '../core/sources/realpad/realpadDatasets.ts';
import type { CommandContext } from './context.ts';
import { openReader } from './readStates.ts';
import { replicateTargets, runOutside, tellResults } from './replicateTargets.ts';
import type { ReplicateWork } from './replicateTargets.ts';
import { SANDBOX_NAMES } from './sandboxConnections.ts';
import { tellBackup } from './tellBackup.ts';
import { withProgress } from './withProgress.ts';

const { spark, realpad, reapit } = SANDBOX_NAMES;
/** Lists of Reapit that the demo reads; images come embedded in the properties. */
const LISTS = ['contacts', 'properties', 'offices', 'negotiators'];
const HISTORY = 'project-units-history';

/** What was done for one connection. */
export interface DemoPart {
	readonly connection: string;
	readonly what: 'tables' | 'files';
	readonly results: readonly DatasetResult[];
	readonly ms: number;
}

/** Purge and full reads are due at once: an hour of the sandbox passes in a moment of this machine. */
const settings: ReplicateSettings = { ...USUAL_REPLICATION, purgeEveryMs: 0, fullEveryMs: 0 };

const embedding: ReplicateSettings = { ...settings, expand: ['images'] };

function lists(): readonly string[] {
	return LISTS.map((list) => `${reapit}/${list}`);
}

/** Its budget is its own: the cool-downs of the sandbox end with the sandbox's hour, not with one of this machine. */
export function demoRun(context: CommandContext, project: Project, secrets: Secrets): Promise<readonly DemoPart[]> {
	return withProgress(context, { own: { secrets, budget: new MemoryBudget() } }, async (network, progress) => {
		const work = { context, project, network, progress };
		progress.align([`${spark}/Property`, `${realpad}/_files`]);
		return [
			await part(spark, 'tables', async () => told(work, await replicateTargets(work, [spark], settings))),
			await part(realpad, 'tables', async () => told(work, await allExports(work))),
			await part(realpad, 'files', async () => {
				const results = await backupTargets(project, [realpad], USUAL_FILE_BACKUP, runOutside(work));
				for (const result of results) await tellBackup(context, result);
				return results;
			}),
			await part(reapit, 'tables', async () => told(work, await replicateTargets(work, lists(), embedding))),
		];
	});
}

async function part(
	connection: string,
	what: DemoPart['what'],
	work: () => Promise<readonly DatasetResult[]>,
): Promise<DemoPart> {
	const startedAt = performance.now();
	const results = await work();
	return { connection, what, results, ms: performance.now() - startedAt };
}

async function told({ context }: ReplicateWork, results: readonly DatasetResult[]): Promise<readonly DatasetResult[]> {
	await tellResults(context, results);
	return results;
}

/** Every export once. The history of units is one per project, five minutes apart: here that of the first project. */
async function allExports(work: ReplicateWork): Promise<readonly DatasetResult[]> {
	const { project, progress } = work;
	const connection = findConnection(project, realpad);
	if (connection.source !== 'realpad') return [];
	const ids = realpadDatasets()
		.map((dataset) => asDataset(dataset, connection))
		.filter(({ id, leftOut }) => leftOut === undefined && id !== HISTORY)
		.map(({ id }) => `${realpad}/${id}`);
	progress.beginGroup(realpad);
	try {
		const results = await replicateTargets(work, ids, settings);
		const projectid = await firstProject(project);
		const one = narrowed(connection, { projectid }, undefined);
		const connections = new Map([...project.connections, [realpad, one] as const]);
		const history = { ...work, project: { ...project, connections } };
		return [...results, ...(await replicateTargets(history, [`${realpad}/${HISTORY}`], settings))];
	} finally {
		progress.endGroup();
	}
}

async function firstProject(project: Project): Promise<string> {
	const reader = await openReader(project, realpad);
	try {
		const [key = ''] = reader.states().find(({ dataset }) => dataset === 'projects')?.keyColumns ?? [];
		const { rows } = reader.query(`SELECT "${key.replaceAll('"', '""')}" FROM projects`, { limit: 1 });
		return String(rows[0]?.[0] ?? '');
	} finally {
		reader.close();
	}
}
