/** `freehold replicate --release-held`: carries out held purges and says what went. */
import type { DatasetResult } from '../core/jobs/events.ts';
import { replicaFile } from '../core/jobs/replicaFile.ts';
import { releaseHeld } from '../core/jobs/releaseHeld.ts';
import type { Project } from '../core/project/project.ts';
import { findConnection, groupTargets } from '../core/project/targets.ts';
import { openReplica } from '../core/replica/replica.ts';
import type { CommandContext } from './context.ts';
import { changesText } from '../core/wording/progressLine.ts';
import { openReader } from './readStates.ts';
import { withProgress } from './withProgress.ts';

export async function releaseTargets(
	context: CommandContext,
	project: Project,
	targets: readonly string[],
): Promise<readonly DatasetResult[]> {
	return withProgress(context, {}, async (network) => {
		const results: DatasetResult[] = [];
		for (const [name, datasets] of groupTargets(targets)) {
			const { clock, workerUrl } = network.outsideOf(findConnection(project, name));
			// A missing replica is told, not made.
			(await openReader(project, name)).close();
			const replica = await openReplica({ file: replicaFile(project.dataFolder, name), workerUrl });
			try {
				const { signal } = context;
				results.push(...(await releaseHeld({ connection: name, replica, datasets, clock, signal })));
			} finally {
				await replica.close();
			}
		}
		return results;
	});
}

/** What went, table by table; what stays held is told with all other results. */
export function tellReleased({ output }: CommandContext, results: readonly DatasetResult[]): void {
	for (const { connection, dataset, runs, held } of results) {
		if (held !== undefined) continue;
		const counts = Object.entries(runs[0]?.counts ?? {}).filter(([, { deleted }]) => deleted > 0);
		const gone = counts.map(([table, changed]) => `${table} ${changesText(changed)}`).join(' · ');
		output.say(
			`${output.paint('green', '✓')} ${connection}/${dataset} held purge carried out: ${gone || 'nothing was left to delete'}`,
		);
	}
}
