/** `freehold backup`: every file of a Realpad connection on this disk, each one checked. */
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { USUAL_FILE_BACKUP, backupTargets } from '../../core/jobs/runTargets.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { exitCodeOfResults } from '../exitCodes.ts';
import { wholeArgument } from '../globals.ts';
import { runOutside } from '../replicateTargets.ts';
import { tellBackup } from '../tellBackup.ts';
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
		.option('--concurrency <number>', 'files under way at once', wholeArgument(1, 16), USUAL_FILE_BACKUP.concurrency)
		.option('--max-file <bytes>', 'refuse larger files (such as 500MB)', sizeArgument, USUAL_FILE_BACKUP.maxFileBytes)
		.action((name: string, given: Given) => run((context) => backupCommand(context, name, given)));
}

async function backupCommand(context: CommandContext, name: string, given: Given): Promise<number> {
	const project = await openProject(context);
	const { subset: part, concurrency, maxFile: maxFileBytes } = given;
	const mode = given.verify === true || part !== undefined ? 'check' : 'fetch';
	const how = { mode, part, concurrency, maxFileBytes } as const;
	const results = await withProgress(context, {}, (network, progress) =>
		backupTargets(project, [name], how, runOutside({ context, project, network, progress })),
	);
	for (const result of results) await tellBackup(context, result);
	return exitCodeOfResults(results);
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
