/** Tells what a back-up has come to; what `backup`, `run` and `demo` share. */
import type { BackupResult } from '../core/jobs/backup/backup.ts';
import { counted } from '../core/wording/quantities.ts';
import { backupLines } from '../core/wording/resultText.ts';
import type { CommandContext } from './context.ts';

/** Files that could not be stored and those that were mended, once the progress line is done. */
export async function tellBackup({ output }: CommandContext, result: BackupResult): Promise<void> {
	const { connection, dataset, failures, failureCount, mended, error, runs } = result;
	if (mended > 0) output.say(`${counted(mended, 'damaged file')} mended; what was wrong lies in .quarantine`);
	for (const text of backupLines(result, output)) output.complain(text);
	if (!output.options.json) return;
	const outcome = runs.at(-1)?.outcome ?? 'failed';
	const told = { outcome, runs, failures, failureCount, mended, error };
	await output.line({ type: 'result', connection, dataset, ...told });
}
