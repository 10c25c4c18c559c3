/** `freehold run`: jobs of freehold.yaml. */
import type { Command } from 'commander';
import { FreeholdError, isCancellation } from '../../core/errors.ts';
import type { BackupResult } from '../../core/jobs/backup/backup.ts';
import type { DatasetResult } from '../../core/jobs/events.ts';
import { narrowed, openFileSource } from '../../core/jobs/exportFile.ts';
import { pickDatasets } from '../../core/jobs/pickDatasets.ts';
import { nearest } from '../../core/project/problems.ts';
import type { BackupJob, ExportJob, Job, Project, ReplicateJob } from '../../core/project/project.ts';
import { findConnection, groupTargets } from '../../core/project/targets.ts';
import { USUAL_BACKUP, backupFiles, tellBackup } from '../backupFiles.ts';
import { openProject } from '../context.ts';
import type { Action, CommandContext } from '../context.ts';
import { dueJobs } from '../dueJobs.ts';
import { EXIT_CODES, exitCodeOfError, exitCodeOfResults } from '../exitCodes.ts';
import { errorText } from '../../core/wording/errorText.ts';
import { defaultExportFile, exportTargets } from '../exportTarget.ts';
import type { ExportTarget } from '../exportTarget.ts';
import { replicateTargets, tellResults } from '../replicateTargets.ts';
import type { ReplicateWork } from '../replicateTargets.ts';
import { withProgress } from '../withProgress.ts';

interface Given {
	readonly all?: boolean;
	readonly due?: boolean;
}

export function addRun(program: Command, run: (action: Action) => void): void {
	program
		.command('run')
		.summary('jobs of freehold.yaml')
		.description('Runs jobs of freehold.yaml: those named, all of them, or those that are due by their `every`.')
		.argument('[jobs...]', 'names of jobs')
		.option('--all', 'all jobs')
		.option('--due', 'jobs whose last run is longer ago than their `every`')
		.action((names: readonly string[], given: Given) => run((context) => runJobs(context, names, given)));
}

async function runJobs(context: CommandContext, names: readonly string[], given: Given): Promise<number> {
	const project = await openProject(context);
	const jobs = await chooseJobs(project, names, given);
	if (jobs.length === 0) {
		context.output.say(given.due === true ? 'No job is due.' : 'freehold.yaml declares no jobs.');
		return EXIT_CODES.done;
	}
	const codes = await withProgress(context, {}, async (network, progress) => {
		const open = { context, project, network, progress };
		const all: number[] = [];
		for (const job of jobs) {
			progress.note(context.output.paint('bold', `Job ${job.name}`));
			all.push(await runJob(open, job));
		}
		return all;
	});
	return worst(codes);
}

/** A job that fails leaves the others their turn; what stops everything is met by each of them in its own time. */
async function runJob(open: ReplicateWork, job: Job): Promise<number> {
	const { context } = open;
	try {
		return exitCodeOfResults(await runKind(open, job));
	} catch (error) {
		if (isCancellation(error, context.signal)) throw error;
		open.progress.note(errorText(error, context.output));
		if (context.output.options.json && FreeholdError.is(error)) {
			await context.output.line({ type: 'error', job: job.name, ...error.toJSON() });
		}
		return exitCodeOfError(error);
	}
}

async function runKind(open: ReplicateWork, job: Job): Promise<readonly DatasetResult[]> {
	if (job.kind === 'backup') return runBackup(open, job);
	const results = job.kind === 'replicate' ? await runReplicate(open, job) : await runExport(open, job);
	await tellResults(open.context, results);
	return results;
}

/** One connection after the other; what is wrong with one is part of its result. */
async function runBackup(open: ReplicateWork, job: BackupJob): Promise<readonly DatasetResult[]> {
	const results: BackupResult[] = [];
	for (const name of new Set(job.targets)) {
		const result = await backupFiles(open, findConnection(open.project, name), USUAL_BACKUP);
		await tellBackup(open.context, result);
		results.push(result);
	}
	return results;
}

function runReplicate(open: ReplicateWork, job: ReplicateJob): Promise<readonly DatasetResult[]> {
	return replicateTargets(open, job.targets, {
		mode: 'auto',
		expand: job.expand,
		purgeEveryMs: job.purgeMs,
		fullEveryMs: job.fullMs,
		purgeLimitPercent: job.purgeLimitPercent,
		strictInitial: false,
	});
}

async function runExport(open: ReplicateWork, job: ExportJob): Promise<readonly DatasetResult[]> {
	const { context, project, network, progress } = open;
	const { format, headers } = job;
	const results: DatasetResult[] = [];
	for (const [name, wanted] of groupTargets(job.targets)) {
		const connection = findConnection(project, name);
		const source = openFileSource(narrowed(connection, {}, headers), network.outsideOf(connection));
		try {
			const datasets =
				wanted.length > 0 ? wanted : pickDatasets(await source.datasets(context.signal), [], name).map(({ id }) => id);
			const targets = datasets.map((dataset): ExportTarget => {
				const target = { file: defaultExportFile(project, name, dataset, format) };
				return { connection, dataset, format, headers, target, network, progress, source };
			});
			results.push(...(await exportTargets(context, targets)));
		} finally {
			await source.close?.();
		}
	}
	return results;
}

async function chooseJobs(project: Project, names: readonly string[], given: Given): Promise<readonly Job[]> {
	const ways = [names.length > 0, given.all === true, given.due === true].filter(Boolean).length;
	const known = [...project.jobs.keys()];
	if (ways !== 1) {
		throw new FreeholdError('usage', {
			what: 'It is not clear which jobs to run',
			why: ways === 0 ? 'Neither jobs nor --all nor --due are given' : 'Only one of jobs, --all and --due can be given',
			next: known.length === 0 ? 'freehold.yaml declares no jobs' : `Known jobs: ${known.join(', ')}`,
		});
	}
	if (given.all === true) return [...project.jobs.values()];
	if (given.due === true) return dueJobs(project);
	return names.map((name) => {
		const job = project.jobs.get(name);
		if (job !== undefined) return job;
		const meant = nearest(name, known);
		throw new FreeholdError('usage', {
			what: `There is no job '${name}'`,
			why: known.length === 0 ? 'freehold.yaml declares none' : `freehold.yaml declares ${known.join(', ')}`,
			next: meant === undefined ? 'Name one of those' : `Did you mean '${meant}'?`,
		});
	});
}

function worst(codes: readonly number[]): number {
	const order = [EXIT_CODES.credentials, EXIT_CODES.suspended, EXIT_CODES.usage];
	const first = order.find((code) => codes.includes(code));
	if (first !== undefined) return first;
	if (codes.every((code) => code === EXIT_CODES.done)) return EXIT_CODES.done;
	return codes.every((code) => code === EXIT_CODES.failed) ? EXIT_CODES.failed : EXIT_CODES.partly;
}
