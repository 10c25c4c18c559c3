/** Backs up the files of a connection with progress; what `backup`, `run` and `demo` share. */
import { backup } from '../core/jobs/backup/backup.ts';
import type { BackupOptions, BackupResult } from '../core/jobs/backup/backup.ts';
import { freeBytes, openFileHost } from '../core/jobs/backup/openFileHost.ts';
import { filesFolder } from '../core/jobs/backup/places.ts';
import { replicaFile } from '../core/jobs/openConnection.ts';
import type { Connection } from '../core/project/project.ts';
import { manifestNurseryMb, openReplica } from '../core/replica/replica.ts';
import { oneLine } from '../core/wording/cellText.ts';
import type { CommandContext } from './context.ts';
import { errorText } from '../core/wording/errorText.ts';
import { counted } from '../core/wording/quantities.ts';
import type { ReplicateWork } from './replicateTargets.ts';

export type BackupHow = Pick<BackupOptions, 'mode' | 'part' | 'concurrency' | 'maxFileBytes'>;

/** What a back-up does where nobody says otherwise. */
export const USUAL_BACKUP = { mode: 'fetch', concurrency: 4, maxFileBytes: 4_000_000_000 } as const;

export async function backupFiles(
	{ context, project, network, progress }: ReplicateWork,
	connection: Connection,
	how: BackupHow,
): Promise<BackupResult> {
	const name = connection.connection;
	const outside = network.outsideOf(connection);
	const host = openFileHost(connection, outside, how.concurrency);
	const replica = await openReplica({
		file: replicaFile(project.dataFolder, name),
		workerUrl: outside.workerUrl,
		nurseryMb: manifestNurseryMb,
	});
	try {
		return await backup({
			...how,
			connection: name,
			host,
			files: replica.files,
			folder: filesFolder(project.dataFolder, name),
			freeBytes,
			clock: outside.clock,
			log: outside.log,
			signal: context.signal,
			onEvent: progress.onEvent,
		});
	} finally {
		await replica.close();
	}
}

/** Files that could not be stored and those that were mended, once the progress line is done. */
export async function tellBackup({ output }: CommandContext, result: BackupResult): Promise<void> {
	const { connection, dataset, failures, failureCount, mended, error, runs } = result;
	if (mended > 0) output.say(`${counted(mended, 'damaged file')} mended; what was wrong lies in .quarantine`);
	for (const failure of failures)
		output.complain(`${output.paint('yellow', '!')} ${failure.uid}: ${oneLine(failure.error)}`);
	if (failureCount > failures.length) {
		output.complain(
			`  and ${failureCount - failures.length} more: freehold query ${connection} "SELECT uid, state, error FROM _files WHERE error IS NOT NULL"`,
		);
	}
	if (error !== undefined) output.complain(errorText(error, output));
	if (!output.options.json) return;
	const outcome = runs.at(-1)?.outcome ?? 'failed';
	const told = { outcome, runs, failures, failureCount, mended, error };
	await output.line({ type: 'result', connection, dataset, ...told });
}
