/** What is left to say once a run's progress lines are done: failures, held purges, files that could not be stored. */
import type { BackupResult } from '../jobs/backup/backup.ts';
import type { DatasetResult } from '../jobs/events.ts';
import { oneLine } from './cellText.ts';
import { errorText } from './errorText.ts';
import type { Page } from './page.ts';

/** Nothing where all is well. */
export function resultLines({ connection, dataset, runs, held, error }: DatasetResult, page: Page): readonly string[] {
	const target = `${connection}/${dataset}`;
	const lines = error === undefined ? [] : [errorText(error, page)];
	if (runs.some(({ outcome }) => outcome === 'gaps')) {
		lines.push(
			`${page.paint('yellow', '!')} Not every record of ${target} could be read; the rest is stored\n` +
				`  ${page.paint('cyan', '→')} freehold status ${connection} names what is missing; the next run asks for it again`,
		);
	}
	if (held === undefined) return lines;
	const next = held.isProven
		? `If that is right: freehold replicate ${target} --release-held`
		: `Have it walked again: freehold replicate ${target} --mode purge`;
	return [
		...lines,
		`${page.paint('yellow', '!')} The purge of ${target} is held, nothing was deleted\n` +
			`  ${oneLine(held.why)}\n  ${page.paint('cyan', '→')} ${next}`,
	];
}

/** Files that could not be stored. */
export function backupLines(result: BackupResult, page: Page): readonly string[] {
	const { connection, failures, failureCount, error } = result;
	const more =
		failureCount > failures.length
			? [
					`  and ${failureCount - failures.length} more: freehold query ${connection} "SELECT uid, state, error FROM _files WHERE error IS NOT NULL"`,
				]
			: [];
	return [
		...failures.map((failure) => `${page.paint('yellow', '!')} ${failure.uid}: ${oneLine(failure.error)}`),
		...more,
		...(error === undefined ? [] : [errorText(error, page)]),
	];
}
