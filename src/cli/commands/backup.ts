/** `freehold backup`: every file of a Realpad connection on this disk, each one checked. */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { backup } from '../../core/jobs/backup/backup.ts';
import type { BackupResult } from '../../core/jobs/backup/backup.ts';
import { freeBytes, openFileHost } from '../../core/jobs/backup/openFileHost.ts';
import { filesFolder } from '../../core/jobs/backup/places.ts';
import { replicaFile } from '../../core/jobs/openConnection.ts';
import { findConnection } from '../../core/project/targets.ts';
import { openReplica } from '../../core/replica/replica.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { errorText } from '../errorText.ts';
import { exitCodeOfResults } from '../exitCodes.ts';
import { oneLine } from '../cellText.ts';
import { wholeArgument } from '../globals.ts';
import { counted } from '../quantities.ts';
import { withProgress } from '../withProgress.ts';

interface Given {
	readonly verify?: boolean;
	readonly subset?: Part;
	readonly concurrency: number;
	readonly maxFile: number;
}

interface Part {
	readonly number: number;
	readonly of: number;
}

const DEFAULT_MAX_FILE = 4_000_000_000;

export function addBackup(program: Command, run: (action: Action) => void): void {
	program
		.command('backup')
		.summary('Realpad files: fetch what is missing, each one checked')
		.description(
			'Backs up every file of a Realpad connection into <data>/files/<connection> and keeps a manifest of them ' +
				'(table _files). Exit code 3 where some could not be stored.',
		)
		.argument('<connection>', 'a Realpad connection')
		.option('--verify', 're-read every stored file instead, and fetch damaged ones anew')
		.option('--subset <n/t>', 'with --verify: only the nth of t parts, for instance 1/7 on Mondays', partArgument)
		.option('--concurrency <number>', 'files under way at once', wholeArgument(1, 16), 4)
		.option('--max-file <bytes>', 'refuse larger files (such as 500MB)', sizeArgument, DEFAULT_MAX_FILE)
		.action((name: string, given: Given) => run((context) => backupCommand(context, name, given)));
}

async function backupCommand(context: CommandContext, name: string, given: Given): Promise<number> {
	const project = await openProject(context);
	const connection = findConnection(project, name);
	const result = await withProgress(context, {}, async (network, progress) => {
		const outside = network.outsideOf(connection);
		const host = openFileHost(connection, outside, given.concurrency);
		const replica = await openReplica({ file: replicaFile(project.dataFolder, name), workerUrl: outside.workerUrl });
		try {
			return await backup({
				connection: name,
				host,
				files: replica.files,
				folder: filesFolder(project.dataFolder, name),
				mode: given.verify === true || given.subset !== undefined ? 'check' : 'fetch',
				part: given.subset,
				concurrency: given.concurrency,
				maxFileBytes: given.maxFile,
				freeBytes,
				clock: outside.clock,
				log: outside.log,
				signal: context.signal,
				onEvent: progress.onEvent,
			});
		} finally {
			await replica.close();
		}
	});
	await tell(context, result);
	return exitCodeOfResults([result]);
}

async function tell({ output }: CommandContext, result: BackupResult): Promise<void> {
	const { connection, failures, failureCount, mended, error, runs } = result;
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
	await output.line({
		type: 'result',
		connection,
		dataset: result.dataset,
		outcome,
		runs,
		failures,
		failureCount,
		mended,
		error,
	});
}

function partArgument(text: string): Part {
	const [, number, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim())?.map(Number) ?? [];
	if (number !== undefined && of !== undefined && number >= 1 && number <= of) return { number, of };
	throw new InvalidArgumentError('Use a part such as 1/7: the first of seven.');
}

function sizeArgument(text: string): number {
	const found = /^(\d+(?:\.\d+)?)\s*(k|M|G|T)?B?$/i.exec(text.trim());
	const factor = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 }[(found?.[2] ?? '').toLowerCase()];
	if (found !== null && factor !== undefined) return Math.round(Number(found[1]) * factor);
	throw new InvalidArgumentError('Use a size such as 500MB or 2GB.');
}
